package annotations

import (
	"strings"
	"testing"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// TestNearMiss says which comments are probably meant as directives, and which are prose. The first row of each kind
// stands for many: one slip of a finger must not take a restriction away, and an ordinary sentence must not stop a build.
func TestNearMiss(t *testing.T) {
	first := surroundings{documents: true}
	wrapped := surroundings{documents: true, continues: true}
	tests := []struct {
		comment string
		around  surroundings
		want    string
	}{
		{"// mcp:tool", first, "tool"},
		{"// mcp:tool auth=authenticated", wrapped, "tool"},
		{"//  mcp:check", first, "check"},
		{"//\tmcp:tool auth=authenticated", first, "tool"},
		{"// MCP:Tool", first, "tool"},
		{"//mcp: tool", first, "tool"},
		{"//mcp :tool", first, "tool"},
		{"//mcp : tool auth=a", first, "tool"},
		{"// mcp: tool auth=a", first, "tool"},
		{"// mcp:tools", first, "tool"},
		{"//MCP:tool", first, "tool"},
		{"//mcp:Tool", first, "tool"},
		{"//mcp::tool", first, "tool"},
		{"//mcp;tool", first, "tool"},
		{"//mcp.tool", first, "tool"},
		{"//mcp/tool auth=a", first, "tool"},
		{"//mcp-tool auth=a", first, "tool"},
		{"//mcp_tool auth=a", first, "tool"},
		{"//mcp tool auth=a", first, "tool"},
		{"// @mcp.tool", first, "tool"},
		{"//@mcp:tool", first, "tool"},
		{"// +mcp:tool", first, "tool"},
		{"//#mcp:tool", first, "tool"},
		{"// @mcp.tool(name=\"x\")", first, "tool"},
		{"///mcp:tool", first, "tool"},
		{"// //mcp:tool", first, "tool"},
		{"//mmcp:tool", first, "tool"},
		{"//mpc:tool", first, "tool"},
		{"//mcpgen:tool", first, "tool"},
		{"// mcpgen:tool auth=a", first, "tool"},
		{"//m cp:tool", first, "tool"},
		{"//mcp：tool", first, "tool"},
		{"//мср:tool", first, "tool"},
		{"//mcp:scope", first, ""}, // a directive, not a near-miss; Parse reads it
		{"// mcp:scope notes:read \"read\"", first, "scope"},
		{"// mcp:restrict tag=admin auth=scopes(a)", first, "restrict"},

		{"// mcp tools are great", first, ""},
		{"// MCP: tool registration happens elsewhere", first, ""},
		{"// MCP is a protocol: tool calls", first, ""},
		{"// See mcp:tool for how to annotate.", first, ""},
		{"// mcp:tool directives are explained here.", wrapped, ""},
		{"// mcp.Tool is the type of others.", first, ""},
		{"// mcp.tool is written in Python.", first, ""},
		{"// mcp://host/path", first, ""},
		{"//mcp tools", first, ""},
		{"//nolint:tool", first, ""},
		{"//go:generate mcpgen", first, ""},
		{"//lint:ignore U1000 mcp:tool", first, ""},
		{"// map:scope", first, ""},
		{"//\t//mcp:tool auth=a", first, ""},
		{"// //mcp:tool", surroundings{}, ""},
		{"//", first, ""},
		{"// m", first, ""},
	}
	for _, tt := range tests {
		t.Run(tt.comment, func(t *testing.T) {
			if d, _ := Parse("f.go", diag.Pos{Line: 1, Column: 1}, tt.comment); d != nil {
				if tt.want != "" {
					t.Fatalf("read as a directive")
				}
				return
			}
			found := nearMiss("f.go", diag.Pos{Line: 1, Column: 1}, tt.comment, tt.around)
			switch {
			case tt.want == "" && len(found) > 0:
				t.Errorf("prose taken for a directive: %s", found[0].Message)
			case tt.want != "" && len(found) == 0:
				t.Errorf("not noticed")
			case tt.want != "" && found[0].Fixes[0].Edits[0].New != Prefix+tt.want:
				t.Errorf("proposes %q", found[0].Fixes[0].Edits[0].New)
			}
		})
	}
}

// TestUnseenSlips puts an invisible character at every place of every example of the vocabulary, and a look-alike in place
// of every letter of its head: none may be read as prose, or as a directive without a finding.
func TestUnseenSlips(t *testing.T) {
	noticed := func(comment string) bool {
		pos := diag.Pos{Line: 1, Column: 1}
		d, found := Parse("f.go", pos, comment)
		if d == nil {
			found = nearMiss("f.go", pos, comment, surroundings{documents: true})
		}
		return len(found) > 0
	}
	tried := 0
	for _, v := range Verbs() {
		for line := range strings.Lines(v.Example) {
			line = strings.TrimSpace(line)
			if !strings.HasPrefix(line, Prefix) {
				continue
			}
			for i := len("//"); i <= len(line); i++ {
				for _, unseen := range []string{"\u200b", "\u2060\u2060\u2060", "\u202e", "\u2066", "\u00ad", "\ufe0f", "\u034f", "\u3164", "\U000e0041"} {
					tried++
					if slip := line[:i] + unseen + line[i:]; !noticed(slip) {
						t.Errorf("not noticed: %q", slip)
					}
				}
			}
			head, _, _ := strings.Cut(line, " ")
			for i := len("//"); i < len(head); i++ {
				for alike, plain := range lookalikes {
					if plain != rune(line[i]) {
						continue
					}
					tried++
					if slip := line[:i] + string(alike) + line[i+1:]; !noticed(slip) {
						t.Errorf("not noticed: %q (%U)", slip, alike)
					}
				}
			}
		}
	}
	t.Logf("%d slips that nobody sees", tried)
}

func TestNearest(t *testing.T) {
	tests := []struct{ word, want string }{
		{"tol", "tool"}, {"toool", "tool"}, {"otol", "tool"}, {"TOOL", "tool"}, {"resuorce", "resource"},
		{"x", ""}, {"promt", "prompt"}, {"chekc", "check"}, {"pckage", "package"}, {"database", ""},
	}
	for _, tt := range tests {
		if got := Nearest(tt.word, verbNames()); got != tt.want {
			t.Errorf("Nearest(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}
