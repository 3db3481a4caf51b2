package emit

import (
	"bytes"
	"fmt"
	"testing"
)

// TestSplit: pieces end between declarations and together are the source.
func TestSplit(t *testing.T) {
	var source bytes.Buffer
	source.WriteString("// Head.\n\npackage p\nimport \"a\"\nimport (\n\"b\"\n)\n\n// F says: } { ( is no brace.\n")
	for i := range 5000 {
		fmt.Fprintf(&source, "func f%d() { s := `}\n\n{` ; _ = func() { // }\n}\n}\n// about v%d\nvar v%d = []string{\"}\", `)`}\n", i, i, i)
	}
	pieces := split(source.Bytes())
	if !bytes.Equal(bytes.Join(pieces, nil), source.Bytes()) {
		t.Fatal("pieces are not the whole")
	}
	if len(pieces) < 2 || !bytes.HasSuffix(pieces[0], []byte(")\n\n")) || !bytes.HasPrefix(pieces[1], []byte("// F says")) {
		t.Fatalf("head is %q", pieces[0])
	}
	for _, piece := range pieces[1:] {
		piece = bytes.TrimSpace(piece)
		if !bytes.HasPrefix(piece, []byte("//")) && !bytes.HasPrefix(piece, []byte("func f")) {
			t.Errorf("piece begins with %q", piece[:20])
		}
	}
}
