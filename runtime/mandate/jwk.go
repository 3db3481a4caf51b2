package mandate

import (
	"crypto"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/go-jose/go-jose/v4"
)

// maxKeys bounds a key set, and with it the signatures that one token may cost.
const maxKeys = 64

// key is one public key of an issuer.
type key struct {
	keyIdentity
	public  any
	retired atomic.Bool // it left the set: nothing verified with it counts any more
}

// keyIdentity tells keys apart: two documents that describe the same key in other words do not retire it.
type keyIdentity struct {
	id         string            // kid; "" when it has none
	fits       algorithmSet      // by type, curve and size, and by the alg that it declares
	thumbprint [sha256.Size]byte // RFC 7638
}

// parseKeySet reads a JWK set (RFC 7517 section 5). Keys that are not for verifying with an algorithm we know are left
// out; a set without any other key is returned empty, since an issuer may say so. The whole document must be strict
// JSON.
func parseKeySet(doc []byte) ([]*key, error) {
	members, err := readObject(string(doc))
	if err != nil {
		return nil, fmt.Errorf("reading key set: %w", err)
	}
	set := members["keys"]
	if set.kind != list {
		return nil, errors.New("reading key set: no list of keys")
	}
	var keys []*key
	all := items{scanner{src: set.str, pos: 1}}
	for count := 0; ; count++ {
		item, more := all.next()
		switch {
		case !more:
			return keys, nil
		case count == maxKeys:
			return nil, fmt.Errorf("reading key set: more than %d keys", maxKeys)
		}
		if k, ok := parseKey(item); ok {
			keys = append(keys, k)
		}
	}
}

// parseKey reads one JWK. It reports false for what cannot serve: symmetric and private keys, weak ones, other uses.
func parseKey(item value) (*key, bool) {
	if item.kind != object {
		return nil, false
	}
	var declared struct {
		Ops []string `json:"key_ops"`
	}
	var jwk jose.JSONWebKey
	raw := []byte(item.str)
	if json.Unmarshal(raw, &declared) != nil || jwk.UnmarshalJSON(raw) != nil || !jwk.Valid() || !jwk.IsPublic() {
		return nil, false
	}
	k := &key{keyIdentity: keyIdentity{id: jwk.KeyID, fits: fitting(jwk.Key)}, public: jwk.Key}
	if jwk.Use != "" && jwk.Use != "sig" { // RFC 7517 section 4.2
		return nil, false
	}
	if declared.Ops != nil && !slices.Contains(declared.Ops, "verify") { // section 4.3
		return nil, false
	}
	if jwk.Algorithm != "" { // section 4.4
		a, known := algorithmNamed(jwk.Algorithm)
		if !known {
			return nil, false
		}
		k.fits &= 1 << a
	}
	thumbprint, err := jwk.Thumbprint(crypto.SHA256)
	copy(k.thumbprint[:], thumbprint)
	return k, err == nil && k.fits != 0
}
