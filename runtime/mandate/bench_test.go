package mandate_test

import (
	"crypto/sha256"
	"strings"
	"testing"

	"github.com/golang-jwt/jwt/v5"
)

// BenchmarkVerify compares whole verifications with the one operation that cannot be left out: the bare signature check
// for a new token, hashing for one that was seen before. bench/mandate has more, beside other libraries.
func BenchmarkVerify(b *testing.B) {
	k := newKey(b, "k1")
	token := k.mandate(valid(map[string]any{"sub": strings.Repeat("s", 40)}))
	cfg := caracal(publishing(k), at(issued+100).now)
	warm := newVerifier(b, cfg)
	cfg.CachedTokens = -1
	cold := newVerifier(b, cfg)
	signed, sig, _ := strings.Cut(string(token), ".")
	payload, sig, _ := strings.Cut(sig, ".")
	signed += "." + payload
	raw, err := jwt.NewParser().DecodeSegment(sig)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("token of %d bytes", len(token))
	b.Run("bare", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if jwt.SigningMethodES256.Verify(signed, raw, &k.PublicKey) != nil {
				b.Fatal("does not verify")
			}
		}
	})
	b.Run("cold", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := cold.Verify(b.Context(), token); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("sha256", func(b *testing.B) {
		raw := []byte(token)
		for b.Loop() {
			_ = sha256.Sum256(raw)
		}
	})
	b.Run("warm", func(b *testing.B) {
		b.ReportAllocs()
		ctx := b.Context()
		for b.Loop() {
			if _, err := warm.Verify(ctx, token); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("warm parallel", func(b *testing.B) {
		b.SetParallelism(8)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				_, _ = warm.Verify(b.Context(), token)
			}
		})
	})
}
