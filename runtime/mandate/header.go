package mandate

import (
	"encoding/base64"
	"errors"
	"strings"
)

var (
	errHeader    = errors.New("the header is not one of a signed token")
	errAlgorithm = errors.New("the algorithm is not one of those accepted")
	errCritical  = errors.New("the header demands or carries what a bearer token may not")
)

// header reads the header of a token and holds it against the configuration. What it says depends on these bytes alone,
// so the last good one is remembered.
func (v *Verifier) header(encoded string) (header, *Error) {
	if k := v.lastHeader.Load(); k != nil && k.encoded == encoded {
		return k.header, nil
	}
	raw, err := segment(make([]byte, 0, base64.RawURLEncoding.DecodedLen(len(encoded))), encoded)
	if err != nil {
		return header{}, refuseForm
	}
	h, err := readHeader(string(raw))
	switch {
	case err == errAlgorithm || err == nil && !v.accepts.has(h.algorithm):
		return header{}, refuseAlgorithm
	case err != nil:
		return header{}, refuseHeader
	case !v.cfg.Profile.acceptsType(h.typ):
		return header{}, refuseType
	}
	v.lastHeader.Store(&knownHeader{strings.Clone(encoded), h})
	return h, nil
}

// readHeader reads a JOSE header (RFC 7515 section 4).
//
// Key material or its address in the header (jku, jwk, x5u, x5c) is refused instead of ignored, since a token that
// brings its own key is an attack or not meant for us (RFC 8725 section 3.10); crit, because we understand no
// extension (RFC 7515 section 4.1.11); b64 and zip, because they change what was signed (RFC 7797, RFC 7516); enc and
// cty, because they announce encrypted or nested tokens (RFC 7519 section 5.2).
func readHeader(src string) (header, error) {
	s := scanner{src: src}
	if err := s.openObject(); err != nil {
		return header{}, err
	}
	var m members
	var h header
	var alg string
	for {
		name, more, err := m.next(&s)
		if err != nil {
			return header{}, err
		}
		if !more {
			break
		}
		if !m.names.add(name) {
			return header{}, errDuplicate
		}
		v, err := s.value(1)
		if err != nil {
			return header{}, err
		}
		switch name {
		case "alg":
			alg, err = nonEmpty(v)
		case "kid":
			h.kid, err = nonEmpty(v)
		case "typ":
			h.typ, err = nonEmpty(v)
		case "crit", "b64", "zip", "enc", "cty", "jku", "jwk", "x5u", "x5c":
			err = errCritical
		}
		if err != nil {
			return header{}, err
		}
	}
	if !s.end() {
		return header{}, errNotJSON
	}
	known := false
	if h.algorithm, known = algorithmNamed(alg); !known {
		return header{}, errAlgorithm
	}
	return h, nil
}

func nonEmpty(v value) (string, error) {
	if v.kind != text || v.str == "" {
		return "", errHeader
	}
	return v.str, nil
}

// acceptsType reports whether a token with this typ belongs to the profile. RFC 9068 section 4 demands at+jwt, with or
// without "application/" and in any case (RFC 7515 section 4.1.9). The others send JWT, at+jwt or nothing; what names
// another kind (dpop+jwt, logout+jwt, secevent+jwt) is never an access token (RFC 8725 section 3.11).
func (p Profile) acceptsType(typ string) bool {
	if typ == "" {
		return p != RFC9068
	}
	const prefix = "application/"
	if len(typ) > len(prefix) && strings.EqualFold(typ[:len(prefix)], prefix) {
		typ = typ[len(prefix):]
	}
	if strings.EqualFold(typ, "at+jwt") {
		return true
	}
	return p != RFC9068 && strings.EqualFold(typ, "JWT")
}
