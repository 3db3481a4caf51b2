package vectors

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"math/big"
	"sync"
)

// stream returns n bytes that depend on the label alone.
func stream(label string, n int) []byte {
	var out []byte
	for i := uint32(0); len(out) < n; i++ {
		block := sha256.Sum256(binary.BigEndian.AppendUint32([]byte("mcpgen vector "+label+" "), i))
		out = append(out, block[:]...)
	}
	return out[:n]
}

var ecKey = memo(func(label string) *ecdsa.PrivateKey {
	curve := map[byte]elliptic.Curve{'2': elliptic.P256(), '3': elliptic.P384(), '5': elliptic.P521()}[label[0]]
	size := (curve.Params().BitSize + 7) / 8
	d := new(big.Int).SetBytes(stream(label, size))
	d.Mod(d, new(big.Int).Sub(curve.Params().N, big.NewInt(1))).Add(d, big.NewInt(1))
	k, err := ecdsa.ParseRawPrivateKey(curve, d.FillBytes(make([]byte, size)))
	if err != nil {
		panic(err)
	}
	return k
})

var edKey = memo(func(label string) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(stream(label, ed25519.SeedSize))
})

// rsaPair is an RSA key of any size, small ones too, which crypto/rsa would not make.
type rsaPair struct{ n, d *big.Int }

var rsaKey = memo(func(label string) rsaPair {
	bits := map[byte]int{'1': 1024, '2': 2048}[label[0]]
	one, e := big.NewInt(1), big.NewInt(65537)
	p, q := prime(label+" p", bits/2), prime(label+" q", bits/2)
	phi := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
	return rsaPair{new(big.Int).Mul(p, q), new(big.Int).ModInverse(e, phi)}
})

// prime returns the first prime after a number with its two highest bits set that the label gives.
func prime(label string, bits int) *big.Int {
	p := new(big.Int).SetBytes(stream(label, bits/8))
	p.SetBit(p.SetBit(p.SetBit(p, bits-1, 1), bits-2, 1), 0, 1)
	for !p.ProbablyPrime(32) {
		p.Add(p, big.NewInt(2))
	}
	return p
}

func memo[T any](make func(string) T) func(string) T {
	var known sync.Map
	return func(label string) T {
		if v, ok := known.Load(label); ok {
			return v.(T)
		}
		v, _ := known.LoadOrStore(label, make(label))
		return v.(T)
	}
}

type jwk = map[string]any

func jwkOf(key any, more jwk) jwk {
	out := jwk{}
	switch k := key.(type) {
	case *ecdsa.PrivateKey:
		point, err := k.PublicKey.Bytes()
		if err != nil {
			panic(err)
		}
		size := (len(point) - 1) / 2
		out["kty"], out["crv"] = "EC", k.Curve.Params().Name
		out["x"], out["y"] = b64(point[1:1+size]), b64(point[1+size:])
	case ed25519.PrivateKey:
		out["kty"], out["crv"], out["x"] = "OKP", "Ed25519", b64(k.Public().(ed25519.PublicKey))
	case rsaPair:
		out["kty"], out["n"], out["e"] = "RSA", b64(k.n.Bytes()), "AQAB"
	}
	for name, value := range more {
		out[name] = value
	}
	return out
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// The keys by name. k1 is what a valid token is signed with.
var (
	k1      = func() *ecdsa.PrivateKey { return ecKey("256 k1") }
	k2      = func() *ecdsa.PrivateKey { return ecKey("256 k2") }
	other   = func() *ecdsa.PrivateKey { return ecKey("256 of another issuer") }
	p384    = func() *ecdsa.PrivateKey { return ecKey("384 k") }
	p521    = func() *ecdsa.PrivateKey { return ecKey("521 k") }
	ed      = func() ed25519.PrivateKey { return edKey("ed25519 k") }
	rsa2048 = func() rsaPair { return rsaKey("2048 k") }
	rsa1024 = func() rsaPair { return rsaKey("1024 k") }
)

// keySets returns the key sets that vectors name.
func keySets() map[string]any {
	es1 := jwkOf(k1(), jwk{"kid": "k1", "alg": "ES256", "use": "sig"})
	es2 := jwkOf(k2(), jwk{"kid": "k2", "alg": "ES256", "use": "sig"})
	set := func(keys ...jwk) jwk { return jwk{"keys": append([]jwk{}, keys...)} }
	like := func(base jwk, with jwk) jwk {
		out := jwk{}
		for n, v := range base {
			out[n] = v
		}
		for n, v := range with {
			out[n] = v
			if v == nil {
				delete(out, n)
			}
		}
		return out
	}
	return map[string]any{
		"one": set(es1),
		"two": set(es1, es2),
		"all": set(es1, es2, jwkOf(p384(), jwk{"kid": "p384"}), jwkOf(p521(), jwk{"kid": "p521"}), jwkOf(ed(), jwk{"kid": "ed"}),
			jwkOf(rsa2048(), jwk{"kid": "rsa"}), jwkOf(rsa1024(), jwk{"kid": "rsa1024"})),
		"rsa only for RS256":     set(jwkOf(rsa2048(), jwk{"kid": "rsa", "alg": "RS256"})),
		"two of one kid":         set(like(es2, jwk{"kid": "k1"}), es1),
		"one without kid":        set(like(es1, jwk{"kid": nil})),
		"fitting and unfitting":  set(es1, jwkOf(rsa2048(), jwk{"kid": "rsa"})),
		"for encryption":         set(like(es1, jwk{"use": "enc"})),
		"for signing only":       set(like(es1, jwk{"use": nil, "key_ops": []string{"sign"}})),
		"for verifying":          set(like(es1, jwk{"use": nil, "key_ops": []string{"verify"}})),
		"for another algorithm":  set(like(es1, jwk{"alg": "ES384"})),
		"for no known algorithm": set(like(es1, jwk{"alg": "ES256K"})),
		"private":                set(like(es1, jwk{"d": b64(stream("not the key", 32))})),
		"symmetric":              set(jwk{"kty": "oct", "kid": "k1", "k": b64(stream("secret", 32))}),
		"point not on curve":     set(like(es1, jwk{"y": b64(stream("nowhere", 32))})),
		"empty":                  set(),
		"small rsa":              set(jwkOf(rsa1024(), jwk{"kid": "rsa1024"}), es1),
		"unknown kinds beside":   set(jwk{"kty": "AKP", "kid": "pq", "alg": "ML-DSA-44", "pub": "AA"}, es1),
	}
}
