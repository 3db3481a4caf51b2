package redisstore

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// signatureField carries the signature of an event.
const signatureField = "_sig"

// canonical returns what is signed: the stream's name and every field but the signature, sorted, each as
// "name=value" with a line feed after it.
func canonical(stream string, fields map[string]string) string {
	names := make([]string, 0, len(fields))
	for name := range fields {
		if name != signatureField {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var b strings.Builder
	b.WriteString(stream + "\n")
	for _, name := range names {
		b.WriteString(name + "=" + fields[name] + "\n")
	}
	return b.String()
}

// Sign returns the signature of an event, in hex, as Caracal computes it: HMAC-SHA-256 over the canonical form.
func Sign(key []byte, stream string, fields map[string]string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(canonical(stream, fields)))
	return hex.EncodeToString(mac.Sum(nil))
}

// verify checks an event's signature in constant time. Fields with a line feed, or a name with "=", are refused before
// that: two different events would have one canonical form, so a signed event could be cut up differently.
func verify(key []byte, stream string, fields map[string]string) error {
	for name, value := range fields {
		if strings.ContainsAny(name, "=\n") || strings.Contains(value, "\n") {
			return ambiguous
		}
	}
	got, err := hex.DecodeString(fields[signatureField])
	if err != nil {
		return unsigned
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(canonical(stream, fields)))
	if !hmac.Equal(got, mac.Sum(nil)) {
		return unsigned
	}
	return nil
}
