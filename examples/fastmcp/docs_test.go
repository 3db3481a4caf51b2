package fastmcp_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDocumentShowsWhatIsCompiled holds docs/authorization.md against the files of the examples.
func TestDocumentShowsWhatIsCompiled(t *testing.T) {
	document, err := os.ReadFile("../../docs/authorization.md")
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	files, err := filepath.Glob("../*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		code.Write(source)
	}
	blocks := strings.Split(string(document), "```go\n")[1:]
	for _, block := range blocks {
		block, _, _ = strings.Cut(block, "```")
		if !strings.Contains(code.String(), block) {
			t.Errorf("docs/authorization.md shows code that no example has; copy it from the example:\n%s", block)
		}
	}
	if len(blocks) < 15 {
		t.Errorf("%d code blocks, want one for each section", len(blocks))
	}
}

// TestEverySampleHasItsCounterpart lists the functions of the document's samples in its order, as it spells them.
func TestEverySampleHasItsCounterpart(t *testing.T) {
	for _, sample := range []struct{ file, functions string }{
		{"auth_checks", "my_custom_check"},
		{"require_scopes", "admin_operation read_write_operation"},
		{"restrict_tag", "admin_tool public_tool"},
		{"combining_checks", "secure_admin_action"},
		{"custom_checks", "require_premium_user require_access_level premium_feature advanced_feature"},
		{"async_checks", "check_user_permissions admin_tool"},
		{"error_handling", "require_verified_email"},
		{"component_level", "write_tool secret_resource admin_prompt"},
		{"server_level", "any_tool"},
		{"layered", "admin_write user_write"},
		{"tag_based", "delete_all_data update_record read_record"},
		{"tokens", "personalized_greeting user_dashboard"},
		{"matching_tags", "require_matching_tag"},
	} {
		source, err := os.ReadFile(sample.file + ".go")
		if err != nil {
			t.Error(err)
		}
		text := strings.ToLower(string(source))
		for _, f := range strings.Fields(sample.functions) {
			if !strings.Contains(text, strings.ReplaceAll(f, "_", "")+"(") {
				t.Errorf("%s.go has no %s", sample.file, f)
			}
		}
	}
}
