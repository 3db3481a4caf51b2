// Package format checks the values of JSON Schema's "format" that mcpgen promises: the generator refuses any other, the
// decoder enforces these.
package format

import (
	"bytes"
	"maps"
	"net/mail"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"
)

// format is one of them.
type format struct {
	valid func(string) bool
	want  string // an example of what is right
}

var formats = map[string]format{
	"date-time": {func(s string) bool { var t time.Time; return DateTime([]byte(s), &t) }, "a date-time like 2006-01-02T15:04:05Z"},
	"date":      {func(s string) bool { _, err := time.Parse(time.DateOnly, s); return err == nil }, "a date like 2006-01-02"},
	"time":      {validTime, "a time like 15:04:05Z"},
	"email":     {validEmail, "an email address like ada@example.com"},
	"hostname":  {validHostname, "a host name like www.example.com"},
	"ipv4":      {func(s string) bool { a, err := netip.ParseAddr(s); return err == nil && a.Is4() }, "an IPv4 address like 192.0.2.1"},
	"ipv6":      {func(s string) bool { a, err := netip.ParseAddr(s); return err == nil && a.Is6() && a.Zone() == "" }, "an IPv6 address like 2001:db8::1"},
	"uri":       {validURI, "an absolute URI like https://example.com/path"},
	"idn-email": {validEmail, "an email address like ada@bücher.example"},

	"uri-reference":         {validURIReference, "a URI or a relative reference like /path?q=1"},
	"iri":                   {validIRI, "an absolute IRI like https://bücher.example/"},
	"iri-reference":         {validIRIReference, "an IRI or a relative reference like /bücher"},
	"uri-template":          {validURITemplate, "a URI template like /notes/{id}"},
	"json-pointer":          {validJSONPointer, "a JSON Pointer like /a/0"},
	"relative-json-pointer": {validRelativeJSONPointer, "a relative JSON Pointer like 1/a"},
	"duration":              {validDuration, "a duration like PT1H30M"},
	"regex":                 {validRegex, "a regular expression like ^a+$"},

	"uuid": {validUUID, "a UUID like 123e4567-e89b-12d3-a456-426614174000"},
}

// Names are the formats that are checked, sorted.
func Names() []string { return slices.Sorted(maps.Keys(formats)) }

// Valid reports whether s has a format of [Names].
func Valid(name, s string) bool {
	f, ok := formats[name]
	return ok && f.valid(s)
}

// Want says what has the format, with an example.
func Want(name string) string { return formats[name].want }

// validTime accepts full-time of RFC 3339.
func validTime(s string) bool {
	var t time.Time
	return DateTime([]byte("2006-01-02T"+s), &t)
}

// DateTime reads a date-time of RFC 3339 into t and reports whether s is one. time.Time.UnmarshalText reads more: hours
// of one digit, fractions after a comma, offsets beyond a day (https://go.dev/issue/54580).
func DateTime(s []byte, t *time.Time) bool {
	const shape = "0000-00-00T00:00:00"
	if len(s) <= len(shape) {
		return false
	}
	for i := range len(shape) {
		if shape[i] == '0' && s[i]-'0' > 9 || shape[i] != '0' && s[i] != shape[i] {
			return false
		}
	}
	zone := s[len(shape):]
	if zone[0] == '.' {
		zone = bytes.TrimLeft(zone[1:], "0123456789")
	} else if zone[0] == ',' {
		return false
	}
	if len(zone) == 6 && (bytes.Compare(zone[1:3], []byte("23")) > 0 || bytes.Compare(zone[4:], []byte("59")) > 0) {
		return false
	}
	return t.UnmarshalText(s) == nil
}

// validEmail accepts a bare addr-spec of RFC 5322, not "Name <address>".
func validEmail(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Name == "" && a.Address == s
}

// validHostname accepts a host name of RFC 1123.
func validHostname(s string) bool {
	if len(s) > 253 {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		if strings.ContainsFunc(label, func(r rune) bool { return !alphanumeric(r) && r != '-' }) {
			return false
		}
	}
	return true
}

func alphanumeric(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}

// validURI accepts an absolute URI of RFC 3986: ASCII only, with a scheme.
func validURI(s string) bool {
	if strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`"<>\^`+"`{|}", r) }) {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && u.IsAbs()
}

// validUUID accepts the form of RFC 9562, in either case.
func validUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case i == 8 || i == 13 || i == 18 || i == 23:
			if c != '-' {
				return false
			}
		case c >= '0' && c <= '9', c >= 'a' && c <= 'f', c >= 'A' && c <= 'F':
		default:
			return false
		}
	}
	return true
}
