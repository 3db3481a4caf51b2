package mandate_test

import (
	"bytes"
	"context"
	"crypto/elliptic"
	"encoding/base64"
	"math/big"
	"strings"
	"testing"

	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// FuzzMutatedToken: no token verifies but those that were signed, to the letter. The one exception is named: an ES256
// signature (r, n-s) over the same bytes, which everybody can compute and the standard accepts (FIPS 186-5).
func FuzzMutatedToken(f *testing.F) {
	var verifier *mandate.Verifier
	var seeds []string
	eachVector(f, func(file string, _ vectorFile, v vector, each *mandate.Verifier) {
		if verifier == nil && file == "form" { // its first vector is the token as issued
			verifier = each
		}
		if len(v.Token) < 4<<10 {
			f.Add(v.Token, 0, byte(0), "")
			seeds = append(seeds, v.Token)
		}
	})
	// What may verify: the tokens that TestVectors finds in order, where only the configuration differs.
	good := map[string][]byte{} // signed part → signature
	for _, token := range seeds {
		if _, err := verifier.Verify(context.Background(), transport.Credential(token)); err == nil {
			dot := strings.LastIndexByte(token, '.')
			good[token[:dot]], _ = base64.RawURLEncoding.DecodeString(token[dot+1:])
		}
	}
	f.Fuzz(func(t *testing.T, token string, at int, flip byte, insert string) {
		if n := len(token); n > 0 { // besides what the fuzzer does to the text: one changed byte and an insertion
			at = ((at % n) + n) % n
			token = token[:at] + string([]byte{token[at] ^ flip}) + insert + token[at+1:]
		}
		m, err := verifier.Verify(context.Background(), transport.Credential(token))
		if err != nil {
			if m != nil {
				t.Fatal("a mandate beside an error")
			}
			return
		}
		dot := strings.LastIndexByte(token, '.')
		want, known := good[token[:dot]]
		if !known {
			t.Fatalf("a token that nobody signed verifies: %.80q", token)
		}
		got, err := base64.RawURLEncoding.Strict().DecodeString(token[dot+1:])
		if err != nil || strings.ContainsAny(token, "\r\n") {
			t.Fatalf("another spelling verifies: %.80q", token)
		}
		if !bytes.Equal(got, want) && !bytes.Equal(got, mirrored(want)) {
			t.Fatalf("another signature verifies: %.80q", token)
		}
	})
}

// mirrored returns (r, n-s) for (r, s).
func mirrored(sig []byte) []byte {
	out := bytes.Clone(sig)
	s := new(big.Int).SetBytes(sig[32:])
	s.Sub(elliptic.P256().Params().N, s).FillBytes(out[32:])
	return out
}
