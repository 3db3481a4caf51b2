package mandate

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"os"
	"strings"
	"testing"
)

// FuzzKeySet: whatever an issuer publishes, every key that is taken from it fits some algorithm and is public.
func FuzzKeySet(f *testing.F) {
	raw, err := os.ReadFile("../../testdata/mandates/keys.json")
	if err != nil {
		f.Fatal(err)
	}
	sets, err := readObject(string(raw))
	if err != nil {
		f.Fatal(err)
	}
	for _, set := range sets {
		f.Add(set.str)
	}
	f.Fuzz(func(t *testing.T, doc string) {
		keys, err := parseKeySet([]byte(doc))
		if err != nil && keys != nil {
			t.Fatal("keys beside an error")
		}
		for _, k := range keys {
			if k.fits == 0 || fitting(k.public)&k.fits != k.fits {
				t.Fatalf("%T is taken for %b", k.public, k.fits)
			}
		}
	})
}

// TestHugeRSAKey: a key that makes every verification slow is not taken.
func TestHugeRSAKey(t *testing.T) {
	t.Parallel()
	n := make([]byte, 16384/8)
	_, _ = rand.Read(n)
	n[0], n[len(n)-1] = 0xff, 0xff
	doc := `{"keys":[{"kty":"RSA","kid":"k","e":"AQAB","n":"` + base64.RawURLEncoding.EncodeToString(n) + `"}]}`
	if keys, err := parseKeySet([]byte(doc)); err != nil || len(keys) != 0 {
		t.Errorf("%d keys, %v", len(keys), err)
	}
}

// TestSameKeyStays: a key set that says the same in other words retires nothing; one that changes what a key is for
// does.
func TestSameKeyStays(t *testing.T) {
	t.Parallel()
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	n := base64.RawURLEncoding.EncodeToString(private.N.Bytes())
	parse := func(doc string) []*key {
		keys, err := parseKeySet([]byte(strings.ReplaceAll(doc, "N", n)))
		if err != nil || len(keys) != 1 {
			t.Fatal(len(keys), err)
		}
		return keys
	}
	first := &keySet{keys: parse(`{"keys":[{"kty":"RSA","kid":"k","n":"N","e":"AQAB"}]}`)}
	same, retire := first.adopt(parse(`{"x":1,"keys":[{"e":"AQAB","kid":"k","kty":"RSA","n":"N","use":"sig"}]}`))
	retire()
	if same[0] != first.keys[0] || first.keys[0].retired.Load() {
		t.Error("the same key in other words is another one")
	}
	_, retire = first.adopt(parse(`{"keys":[{"kty":"RSA","kid":"k","n":"N","e":"AQAB","alg":"PS256"}]}`))
	retire()
	if !first.keys[0].retired.Load() {
		t.Error("a key that is for less now is still trusted for all")
	}
}
