package leakcheck

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// finding is a secret that was written.
type finding struct {
	where, what, before string
}

func (f finding) String() string { return f.where + ": " + f.what + " after …" + f.before }

// found makes a finding of what begins at i in text. It shows what stands before the secret, and nothing that may be one.
func found(where, what string, text []byte, i int) finding {
	before := longRun.ReplaceAll(text[max(0, i-80):i], []byte("…"))
	return finding{where, what, fmt.Sprintf("%q", before)}
}

var longRun = regexp.MustCompile(`[A-Za-z0-9_-]{20,}`)

// jsonObject is how the header and the claims of every JWS begin, once decoded.
var jsonObject = regexp.MustCompile(`^\{\s*"[A-Za-z_]+"\s*:`)

// jwsParts finds headers and claims of compact JWSs (RFC 7515 section 7.1), whole or cut off, whoever made them:
// base64url of a JSON object begins with "eyJ", or "ew" where a line break or a space follows the brace.
func jwsParts(where string, text []byte) (list []finding) {
	for _, begin := range []string{"eyJ", "ewo", "ewk", "eyA", "ew0"} {
		for from := 0; ; {
			i := bytes.Index(text[from:], []byte(begin))
			if i < 0 {
				break
			}
			i += from
			run := text[i : i+base64Run(text[i:])]
			decoded, err := base64.RawURLEncoding.DecodeString(string(run[:len(run)&^3]))
			if len(run) >= 12 && err == nil && jsonObject.Match(decoded) {
				list = append(list, found(where, "a part of a JWS", text, i))
			}
			from = i + max(len(run), len(begin))
		}
	}
	return list
}

// minSignature is shorter than the signature of any algorithm that is accepted: 64 bytes are 86 characters.
const minSignature = 80

// signatures finds what looks like a signature by itself: that many characters of base64url, of all kinds. Hexadecimal
// text, rulers and words are none.
func signatures(where string, text []byte) (list []finding) {
	for i := 0; i < len(text); {
		n := base64Run(text[i:])
		if n >= minSignature && mixed(text[i:i+n]) {
			list = append(list, found(where, "what looks like a signature", text, i))
		}
		i += n + 1
	}
	return list
}

// mixed reports whether a run changes so often between small letters, capitals and digits as only random text does.
func mixed(run []byte) bool {
	changes, last := 0, 0
	for _, c := range run {
		kind := 0
		switch {
		case c >= 'a' && c <= 'z':
			kind = 1
		case c >= 'A' && c <= 'Z':
			kind = 2
		case c >= '0' && c <= '9':
			kind = 3
		}
		if kind != last {
			changes++
		}
		last = kind
	}
	hex := !bytes.ContainsFunc(run, func(r rune) bool { return !strings.ContainsRune("0123456789abcdefABCDEF", r) })
	return !hex && changes > len(run)/3
}

func base64Run(text []byte) int {
	for i, c := range text {
		if c != '-' && c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return i
		}
	}
	return len(text)
}

// needles are what is searched for of the declared secrets.
type needles struct {
	byStart map[uint64][]string // by their first eight bytes
	maybe   []bool              // whether some start has this hash: most places in a text can be passed over by that
}

const hashBits = 24

func newNeedles() *needles { return &needles{map[uint64][]string{}, make([]bool, 1<<hashBits)} }

func startHash(start uint64) uint64 { return start * 0x9e3779b97f4a7c15 >> (64 - hashBits) }

// pieceBytes is the size of the pieces in which long secrets are looked for: a leak of any 31 bytes in a row is found.
const pieceBytes = 16

// add declares a secret: as it is, escaped, and in hexadecimal; the parts of a token, and long secrets, piece by piece.
func (n *needles) add(secret string) {
	parts := strings.Split(secret, ".")
	for i, part := range parts {
		if len(part) < 2*pieceBytes {
			continue
		}
		for from := 0; from+pieceBytes <= len(part); from += pieceBytes {
			n.put(part[from : from+pieceBytes])
			if i == len(parts)-1 { // header and claims of a token in hexadecimal come with its signature
				n.putHex(part[from : from+pieceBytes])
			}
		}
	}
	n.put(secret)
	n.put(url.QueryEscape(secret))
	n.putHex(secret[:min(len(secret), 2*pieceBytes)])
}

func (n *needles) putHex(text string) {
	digits := hex.EncodeToString([]byte(text))
	n.put(digits)
	n.put(strings.ToUpper(digits))
}

func (n *needles) put(text string) {
	start := binary.LittleEndian.Uint64([]byte(text))
	if !slices.Contains(n.byStart[start], text) {
		n.byStart[start] = append(n.byStart[start], text)
		n.maybe[startHash(start)] = true
	}
}

// find finds the declared secrets, a run of their pieces once.
func (n *needles) find(where string, text []byte) (list []finding) {
	for i := 0; i+minSecretBytes <= len(text); i++ {
		start := binary.LittleEndian.Uint64(text[i:])
		if !n.maybe[startHash(start)] {
			continue
		}
		for _, needle := range n.byStart[start] {
			if bytes.HasPrefix(text[i:], []byte(needle)) {
				list = append(list, found(where, "a secret that a test made", text, i))
				i += max(len(needle), base64Run(text[i:])) - 1
				break
			}
		}
	}
	return list
}
