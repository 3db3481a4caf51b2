package format

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// validURIReference accepts a URI-reference of RFC 3986 section 4.1: a URI, or one relative to another.
func validURIReference(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(notInURI, r) }) && parses(s)
}

// validIRI accepts an absolute IRI of RFC 3987: a URI in which letters of other scripts may stand.
func validIRI(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.IsAbs() && validIRIReference(s)
}

// validIRIReference accepts an IRI-reference of RFC 3987 section 2.2.
func validIRIReference(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r <= ' ' || r == unicode.ReplacementChar || unicode.IsControl(r) || unicode.IsSpace(r) || strings.ContainsRune(notInURI, r)
	}) && parses(s)
}

// notInURI are the printable ASCII characters that a URI does not hold.
const notInURI = "\"<>\\^`{|}"

func parses(s string) bool {
	_, err := url.Parse(s)
	return err == nil && percentEncoded.MatchString(s)
}

// percentEncoded is a text in which each per cent sign begins an encoded byte.
var percentEncoded = regexp.MustCompile(`^(?:[^%]|%[0-9A-Fa-f]{2})*$`)

// validURITemplate accepts a template of RFC 6570, of any level.
func validURITemplate(s string) bool {
	return uriTemplate.MatchString(s) && percentEncoded.MatchString(s)
}

var uriTemplate = regexp.MustCompile("^(?:[^\\x00-\\x20\"'<>\\\\^`{|}\\x7f]|" +
	`\{[+#./;?&=,!@|]?` + variable + `(?:,` + variable + `)*\})*$`)

const variable = `(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})(?:\.?(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*(?::[1-9][0-9]{0,3}|\*)?`

// validJSONPointer accepts a JSON Pointer of RFC 6901 in its string form.
func validJSONPointer(s string) bool { return jsonPointer.MatchString(s) }

// validRelativeJSONPointer accepts what draft-bhutton-relative-json-pointer section 3 does.
func validRelativeJSONPointer(s string) bool { return relativeJSONPointer.MatchString(s) }

var (
	jsonPointer         = regexp.MustCompile(`^(?:/(?:[^~/]|~[01])*)*$`)
	relativeJSONPointer = regexp.MustCompile(`^(?:0|[1-9][0-9]*)(?:[+-][1-9][0-9]*)?(?:#|(?:/(?:[^~/]|~[01])*)*)$`)
)

// validDuration accepts a duration of RFC 3339 appendix A, which is that of ISO 8601 without fractions: P3D, PT1H30M, P2W.
func validDuration(s string) bool {
	return duration.MatchString(s) && !strings.HasSuffix(s, "T") && s != "P"
}

var duration = regexp.MustCompile(`^P(?:[0-9]+W|` +
	`(?:(?:[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)?` +
	`(?:T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S))?))$`)

// validRegex accepts a regular expression that RE2 reads. ECMA-262 has more, which nothing here could check.
func validRegex(s string) bool {
	_, err := regexp.Compile(s)
	return err == nil
}
