package vectors

import (
	"bytes"
	"encoding/json"
)

// Files returns every file by name, as written.
func Files() map[string][]byte {
	out := map[string][]byte{"keys.json": encode(keySets())}
	for name, f := range map[string]*File{
		"form.json": form(), "header.json": header(), "signature.json": signature(), "keyset.json": keySelection(),
		"times.json": times(), "addressee.json": addressee(), "caracal.json": caracal(), "delegation.json": delegation(),
		"revocation.json": revocation(), "rfc9068.json": rfc9068(), "plainjwt.json": plainJWT(),
	} {
		out[name] = encode(f)
	}
	return out
}

func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return b.Bytes()
}
