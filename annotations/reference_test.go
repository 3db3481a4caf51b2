package annotations

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite docs/directives.md")

// TestReference keeps docs/directives.md equal to the vocabulary.
func TestReference(t *testing.T) {
	const path = "../docs/directives.md"
	var want bytes.Buffer
	if err := ReferenceMarkdown(&want); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.String(), string(got)); diff != "" {
		t.Errorf("docs/directives.md is stale; run go test ./annotations -run TestReference -update\n%s", diff)
	}
}

func TestReferenceForms(t *testing.T) {
	var text, data bytes.Buffer
	if err := ReferenceText(&text); err != nil {
		t.Fatal(err)
	}
	if err := ReferenceJSON(&data); err != nil || !json.Valid(data.Bytes()) {
		t.Fatal(err)
	}
	for _, v := range Verbs() {
		for _, form := range []*bytes.Buffer{&text, &data} {
			if !bytes.Contains(form.Bytes(), []byte("//mcp:"+v.Name)) {
				t.Errorf("%s is missing", v.Name)
			}
		}
	}
}
