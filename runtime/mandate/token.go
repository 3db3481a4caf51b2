// The compact form of a token (RFC 7515 section 7.1), before anything in it is believed.

package mandate

import (
	"encoding/base64"
	"errors"
	"strings"
)

// maxTokenBytes bounds a token. Real ones are 1 to 2 KiB.
const maxTokenBytes = 16 << 10

var errForm = errors.New("not a signed token in compact form")

// strictBase64 refuses padding and stray bits in the last character; segment refuses the line breaks that it skips.
var strictBase64 = base64.RawURLEncoding.Strict()

// compact is a token taken apart. Nothing in it is verified.
type compact struct {
	signed    string // header and payload as sent: what the signature covers
	header    string // as sent, not yet decoded
	payload   string // JSON
	claims    []byte // payload again, as bytes of its own
	signature []byte
}

// split takes a token apart: exactly three parts of canonical, unpadded base64url (RFC 7515 section 2). Five parts
// would be JWE (RFC 7516), a brace the JSON serialization: neither is a bearer token here.
func split(token string) (compact, error) {
	first := strings.IndexByte(token, '.')
	last := strings.LastIndexByte(token, '.')
	if first <= 0 || first == last || strings.IndexByte(token[first+1:last], '.') >= 0 {
		return compact{}, errForm
	}
	buf := make([]byte, 0, base64.RawURLEncoding.DecodedLen(len(token)-first))
	buf, err := segment(buf, token[first+1:last])
	if err != nil {
		return compact{}, err
	}
	p := len(buf)
	if buf, err = segment(buf, token[last+1:]); err != nil {
		return compact{}, err
	}
	return compact{
		signed: token[:last], header: token[:first],
		payload: string(buf[:p]), claims: buf[:p:p], signature: buf[p:len(buf):len(buf)],
	}, nil
}

// segment appends the decoded part to dst. The strict decoder still skips line breaks, so they are looked for first:
// otherwise one token would have many spellings and a cache keyed by spelling many entries.
func segment(dst []byte, part string) ([]byte, error) {
	if part == "" || strings.IndexByte(part, '\n') >= 0 || strings.IndexByte(part, '\r') >= 0 {
		return nil, errForm
	}
	n := strictBase64.DecodedLen(len(part))
	if _, err := strictBase64.Decode(dst[len(dst):len(dst)+n], []byte(part)); err != nil {
		return nil, errForm
	}
	return dst[:len(dst)+n], nil
}
