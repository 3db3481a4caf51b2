package mandate

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"

	"github.com/golang-jwt/jwt/v5"
)

// RSA keys are believed from minRSABits on (RFC 7518 section 3.3), and up to maxRSABits, so that no key makes one
// verification take long.
const (
	minRSABits = 2048
	maxRSABits = 8192
)

// algorithm is an index into algorithms.
type algorithm uint8

// algorithms are all that a verifier may be configured to accept: asymmetric ones only, so that no public key can ever
// serve as a shared secret (RFC 8725 section 2.1), and never none.
var algorithms = [...]struct {
	name   string
	method jwt.SigningMethod
	fits   func(public any) bool
}{
	{"ES256", jwt.SigningMethodES256, onCurve(elliptic.P256())},
	{"ES384", jwt.SigningMethodES384, onCurve(elliptic.P384())},
	{"ES512", jwt.SigningMethodES512, onCurve(elliptic.P521())},
	{"RS256", jwt.SigningMethodRS256, isRSA},
	{"RS384", jwt.SigningMethodRS384, isRSA},
	{"RS512", jwt.SigningMethodRS512, isRSA},
	{"PS256", exactSalt(jwt.SigningMethodPS256), isRSA},
	{"PS384", exactSalt(jwt.SigningMethodPS384), isRSA},
	{"PS512", exactSalt(jwt.SigningMethodPS512), isRSA},
	{"EdDSA", jwt.SigningMethodEdDSA, isEd25519},
}

// algorithmNamed finds an algorithm by its exact name: "es256" is none (RFC 7515 section 4.1.1).
func algorithmNamed(name string) (algorithm, bool) {
	for i := range algorithms {
		if algorithms[i].name == name {
			return algorithm(i), true
		}
	}
	return 0, false
}

// algorithmSet holds one bit per algorithm. The zero set allows none.
type algorithmSet uint16

func (s algorithmSet) has(a algorithm) bool { return s&(1<<a) != 0 }

// fitting returns the algorithms that a public key of this type, curve and size can verify; none for a key too weak.
func fitting(public any) algorithmSet {
	var s algorithmSet
	for i := range algorithms {
		if algorithms[i].fits(public) {
			s |= 1 << i
		}
	}
	return s
}

func onCurve(c elliptic.Curve) func(any) bool {
	return func(public any) bool {
		k, ok := public.(*ecdsa.PublicKey)
		return ok && k.Curve == c
	}
}

func isRSA(public any) bool {
	k, ok := public.(*rsa.PublicKey)
	return ok && k.N != nil && k.N.BitLen() >= minRSABits && k.N.BitLen() <= maxRSABits && k.E >= 3 && k.E&1 == 1
}

func isEd25519(public any) bool {
	k, ok := public.(ed25519.PublicKey)
	return ok && len(k) == ed25519.PublicKeySize
}

// exactSalt makes a PSS method demand a salt as long as the hash (RFC 7518 section 3.5); golang-jwt accepts any.
func exactSalt(m *jwt.SigningMethodRSAPSS) jwt.SigningMethod {
	return &jwt.SigningMethodRSAPSS{
		SigningMethodRSA: m.SigningMethodRSA,
		Options:          m.Options,
		VerifyOptions:    &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: m.Options.Hash},
	}
}
