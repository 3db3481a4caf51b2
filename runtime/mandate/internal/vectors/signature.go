package vectors

import (
	"bytes"
	"math/big"
	"strings"
)

// signature is about the signature itself.
func signature() *File {
	f := oauthFile("jwt", "Signatures: of the right key, over these very bytes, with an algorithm that is the key's and is allowed (RFC 7518).")
	f.Keys = "all"
	f.Config["algorithms"] = []string{"ES256", "ES384", "ES512", "RS256", "PS256", "EdDSA"}
	signed := func(alg, kid string, key any) string {
		return token(claims{"alg": alg, "kid": kid}, access(nil), alg, key)
	}
	f.accept("ES256", "RFC 7518 section 3.4", signed("ES256", "k1", k1()))
	f.accept("ES384", "RFC 7518 section 3.4", signed("ES384", "p384", p384()))
	f.accept("ES512", "RFC 7518 section 3.4", signed("ES512", "p521", p521()))
	f.accept("EdDSA", "RFC 8037", signed("EdDSA", "ed", ed()))
	f.accept("RS256", "RFC 7518 section 3.3", signed("RS256", "rsa", rsa2048()))
	f.accept("PS256", "RFC 7518 section 3.5", signed("PS256", "rsa", rsa2048()))
	f.invalid("ES256 of another key", "not the key that kid names", signed("ES256", "k1", k2()))
	f.invalid("EdDSA of another key", "not the key that kid names", signed("EdDSA", "ed", edKey("another")))
	f.invalid("RS256 of another key", "not the key that kid names", signed("RS256", "rsa", rsaKey("2048 another")))
	f.invalid("ES256 on P-384", "RFC 7518 section 3.4: the curve belongs to the algorithm", signed("ES256", "p384", p384()))
	f.invalid("ES384 on P-256", "RFC 7518 section 3.4: the curve belongs to the algorithm", signed("ES384", "k1", k1()))
	f.invalid("RS256 naming an EC key", "kty belongs to the algorithm", signed("RS256", "k1", rsa2048()))
	f.invalid("EdDSA naming an EC key", "kty belongs to the algorithm", signed("EdDSA", "k1", ed()))
	f.invalid("RSA of 1024 bits", "RFC 7518 section 3.3: 2048 or more", signed("RS256", "rsa1024", rsa1024()))
	f.invalid("algorithm not allowed", "allow-list (RFC 8725 section 3.1)", signed("ES384", "p384", p384()), with(map[string]any{"algorithms": []string{"ES256"}}))
	f.invalid("RSA key declared for RS256 used with PS256", "RFC 7517 section 4.4", signed("PS256", "rsa", rsa2048()), keys("rsa only for RS256"))
	f.accept("RSA key declared for RS256", "RFC 7517 section 4.4", signed("RS256", "rsa", rsa2048()), keys("rsa only for RS256"))
	head := claims{"alg": "PS256", "kid": "rsa"}
	input := b64([]byte(text(head))) + "." + b64([]byte(text(access(nil))))
	for _, n := range []int{0, 20, 64} {
		f.invalid("PS256 with a salt of "+text(n)+" bytes", "RFC 7518 section 3.5: as long as the hash", input+"."+b64(rsa2048().pss(hash256(input), n, sha256Hash)))
	}
	f.ecdsaForms()
	return f
}

// ecdsaForms takes a good ES256 signature and writes it in other ways.
func (f *File) ecdsaForms() {
	good := token(claims{"alg": "ES256", "kid": "k1"}, access(nil), "ES256", k1())
	cut := strings.LastIndexByte(good, '.') + 1
	input, sig := good[:cut], unb64(good[cut:])
	r, s := new(big.Int).SetBytes(sig[:32]), new(big.Int).SetBytes(sig[32:])
	n := k1().Params().N
	put := func(r, s *big.Int) string {
		return input + b64(append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...))
	}
	zero, one := big.NewInt(0), big.NewInt(1)
	f.invalid("signature (0, 0)", "CVE-2022-21449: both must be positive", put(zero, zero))
	f.invalid("signature (r, 0)", "both must be positive", put(r, zero))
	f.invalid("signature (0, s)", "both must be positive", put(zero, s))
	f.invalid("signature (1, 1)", "not a signature", put(one, one))
	f.invalid("signature (n, n)", "both must be less than the order", put(n, n))
	f.invalid("signature (r, n)", "both must be less than the order", put(r, n))
	f.invalid("signature (s, r)", "not a signature", put(s, r))
	f.accept("signature (r, n-s)", "malleable as ECDSA is; JWS does not ask for a low s (FIPS 186-5 section 6.4.2)", put(r, new(big.Int).Sub(n, s)))
	f.invalid("signature in DER", "RFC 7518 section 3.4: r and s, concatenated", input+b64(der(r, s)))
	f.invalid("signature with a leading zero byte", "RFC 7518 section 3.4: 64 bytes", input+b64(append([]byte{0}, sig...)))
	f.invalid("signature with a trailing byte", "RFC 7518 section 3.4: 64 bytes", input+b64(append(bytes.Clone(sig), 0)))
	f.invalid("signature of 63 bytes", "RFC 7518 section 3.4: 64 bytes", input+b64(sig[:63]))
	f.invalid("signature twice", "RFC 7518 section 3.4: 64 bytes", input+b64(append(bytes.Clone(sig), sig...)))
	for _, bit := range []int{0, 255, 256, 511} {
		flipped := bytes.Clone(sig)
		flipped[bit/8] ^= 0x80 >> (bit % 8)
		f.invalid("signature with bit "+text(bit)+" flipped", "not a signature", input+b64(flipped))
	}
	tampered := token(claims{"alg": "ES256", "kid": "k1"}, access(claims{"scope": "admin"}), "ES256", k1())
	f.invalid("claims exchanged under the signature", "RFC 7515 section 5.2", tampered[:strings.LastIndexByte(tampered, '.')+1]+b64(sig))
	reheaded := token(claims{"alg": "ES256", "kid": "k1", "x": 1}, access(nil), "ES256", k1())
	f.invalid("header exchanged under the signature", "RFC 7515 section 5.2", reheaded[:strings.LastIndexByte(reheaded, '.')+1]+b64(sig))
}
