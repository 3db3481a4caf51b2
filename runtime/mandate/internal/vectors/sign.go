package vectors

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	_ "crypto/sha512" // for ES384 and the like
	"encoding/asn1"
	"encoding/json"
	"math/big"
)

// token signs header and payload (strings as they are, anything else as JSON) with key as the algorithm says.
func token(header, payload any, algorithm string, key any) string {
	signed := b64([]byte(text(header))) + "." + b64([]byte(text(payload)))
	return signed + "." + b64(sign(signed, algorithm, key))
}

func text(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return string(bytes.TrimSpace(b.Bytes()))
}

func sign(signed, algorithm string, key any) []byte {
	switch algorithm[:2] {
	case "HS":
		mac := hmac.New(sha256.New, key.([]byte))
		mac.Write([]byte(signed))
		return mac.Sum(nil)
	case "Ed":
		return ed25519.Sign(key.(ed25519.PrivateKey), []byte(signed))
	}
	h := map[string]crypto.Hash{"256": crypto.SHA256, "384": crypto.SHA384, "512": crypto.SHA512}[algorithm[2:]]
	sum := h.New()
	sum.Write([]byte(signed))
	digest := sum.Sum(nil)
	switch algorithm[:2] {
	case "ES":
		return ecdsaSign(key.(*ecdsa.PrivateKey), digest, h)
	case "RS":
		return key.(rsaPair).pkcs1(digest)
	default:
		return key.(rsaPair).pss(digest, len(digest), h)
	}
}

// ecdsaSign signs deterministically (RFC 6979) and writes r and s at full length (RFC 7518 section 3.4).
func ecdsaSign(k *ecdsa.PrivateKey, digest []byte, h crypto.Hash) []byte {
	der, err := k.Sign(nil, digest, h)
	if err != nil {
		panic(err)
	}
	var rs struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(der, &rs); err != nil {
		panic(err)
	}
	size := (k.Curve.Params().BitSize + 7) / 8
	return append(rs.R.FillBytes(make([]byte, size)), rs.S.FillBytes(make([]byte, size))...)
}

// pkcs1 is RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 section 8.2.1).
func (k rsaPair) pkcs1(digest []byte) []byte {
	prefix := []byte{0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20}
	size := (k.n.BitLen() + 7) / 8
	em := append(append([]byte{0}, prefix...), digest...)
	em = append(append([]byte{0, 1}, bytes.Repeat([]byte{0xff}, size-len(em)-2)...), em...)
	return k.power(em)
}

// pss is RSASSA-PSS (RFC 8017 section 8.1.1) with a salt of the given length, also of lengths that JWS forbids.
func (k rsaPair) pss(digest []byte, saltLen int, h crypto.Hash) []byte {
	salt := stream("salt", saltLen)
	emBits := k.n.BitLen() - 1
	size := (emBits + 7) / 8
	sum := h.New()
	sum.Write(make([]byte, 8))
	sum.Write(digest)
	sum.Write(salt)
	hash := sum.Sum(nil)
	db := append(append(make([]byte, size-saltLen-len(hash)-2), 1), salt...)
	mask := mgf1(hash, len(db), h)
	for i := range db {
		db[i] ^= mask[i]
	}
	db[0] &= 0xff >> (8*size - emBits)
	return k.power(append(append(db, hash...), 0xbc))
}

func mgf1(seed []byte, n int, h crypto.Hash) []byte {
	var out []byte
	for i := byte(0); len(out) < n; i++ {
		sum := h.New()
		sum.Write(seed)
		sum.Write([]byte{0, 0, 0, i})
		out = sum.Sum(out)
	}
	return out[:n]
}

func (k rsaPair) power(em []byte) []byte {
	m := new(big.Int).SetBytes(em)
	return m.Exp(m, k.d, k.n).FillBytes(make([]byte, (k.n.BitLen()+7)/8))
}
