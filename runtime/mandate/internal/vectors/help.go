package vectors

import (
	"crypto"
	"crypto/sha256"
	"encoding/asn1"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"strconv"
)

// raw is JSON that is written as it stands, such as a number no Go type holds.
func raw(s string) json.RawMessage { return json.RawMessage(s) }

// MarshalJSON lets a dropped member name itself in the names of vectors.
func (dropped) MarshalJSON() ([]byte, error) { return []byte(`"missing"`), nil }

func quoted(s string) string { return strconv.QuoteToASCII(s) }

func unb64(s string) []byte {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return b
}

const sha256Hash = crypto.SHA256

func hash256(s string) []byte {
	sum := sha256.Sum256([]byte(s))
	return sum[:]
}

func der(r, s *big.Int) []byte {
	b, err := asn1.Marshal(struct{ R, S *big.Int }{r, s})
	if err != nil {
		panic(err)
	}
	return b
}
