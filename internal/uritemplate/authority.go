package uritemplate

import (
	"errors"
	"net/url"
	"strings"
)

// url lets the standard library find what is left. With valid characters that is in the authority: an encoded byte in a host,
// a port that is no number, an open bracket.
func (p *parser) url(parts []placed) {
	_, err := url.Parse(filled(parts))
	if err == nil {
		return
	}
	var failure *url.Error
	if errors.As(err, &failure) {
		err = failure.Err
	}
	authority, from, to := p.host()
	host := p.text[from:to]
	hint := "for a path " + p.asPath()
	port, bracket := strings.LastIndexByte(host, ':'), strings.LastIndexByte(host, ']')
	var escape url.EscapeError
	switch {
	case errors.As(err, &escape) && strings.Contains(host, string(escape)):
		from += strings.Index(host, string(escape))
		p.report(from, from+len(escape), hint, "a host cannot hold %q", string(escape))
	case port > bracket && (bracket > 0 || host[0] != '[') && !isPort(host[port+1:]):
		p.report(from+port, to, "write a number behind the colon, or a variable alone; "+hint, "%q is no port", host[port:])
	default:
		p.report(authority, to, hint, "%q names no host: %v", p.text[authority:to], err)
	}
}

// isPort reports whether a text is digits and variables.
func isPort(text string) bool {
	for text != "" {
		c := text[0]
		switch {
		case c == '{':
			_, text, _ = strings.Cut(text, "}")
		case '0' <= c && c <= '9':
			text = text[1:]
		default:
			return false
		}
	}
	return true
}

// filled is the text with something in the place of each variable that may stand anywhere, as a port as well.
func filled(parts []placed) string {
	var b strings.Builder
	for _, one := range parts {
		if one.variable != "" {
			b.WriteByte('1')
		}
		b.WriteString(one.literal)
	}
	return b.String()
}

// host is the place of a host and its port, and where the authority that they end begins (RFC 3986, section 3.2); all zero
// for a text without one.
func (p *parser) host() (authority, from, to int) {
	authority = strings.IndexByte(p.text, ':') + len("://")
	if !strings.Contains(p.text[:min(authority, len(p.text))], "://") {
		return 0, 0, 0
	}
	to = len(p.text)
	if end := strings.IndexAny(p.text[authority:], "/?#"); end >= 0 {
		to = authority + end
	}
	return authority, authority + strings.LastIndexByte(p.text[authority:to], '@') + 1, to
}

// asPath tells how the text is written with a path and no host.
func (p *parser) asPath() string {
	scheme, _, _ := strings.Cut(p.text, ":")
	return "write " + scheme + ":///…"
}
