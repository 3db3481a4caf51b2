package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
)

// chatty registers a tool that prints, as somebody's debugging would.
func chatty(s *mcpruntime.Server) error {
	return s.Register(mcpruntime.Tool(
		mcpruntime.ToolSpec{Name: "chatty", Description: "Prints.", InputSchema: `{"type":"object"}`},
		mcpruntime.HideUnless(check.Unrestricted()),
		codec.ReadNothing,
		func(context.Context, *struct{}) (string, error) {
			fmt.Println("debugging")
			return "printed", nil
		},
		mcpruntime.Text(),
	))
}

// TestMain lets the test binary be a program that serves chatty.
func TestMain(m *testing.M) {
	if os.Getenv("SERVE_CHATTY") == "true" {
		Main(info, chatty) // exits
	}
	os.Exit(m.Run())
}

// TestNothingButMessagesOnStdout: what a function prints goes to standard error.
func TestNothingButMessagesOnStdout(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-stdio")
	cmd.Env = []string{"SERVE_CHATTY=true"}
	cmd.Stdin = strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"chatty"}}` + "\n")
	var stderr strings.Builder
	cmd.Stderr = leakcheck.Tee(&stderr)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	answered := false
	for lines := bufio.NewScanner(strings.NewReader(string(out))); lines.Scan(); {
		if !json.Valid(lines.Bytes()) {
			t.Errorf("no message: %q", lines.Text())
		}
		answered = answered || strings.Contains(lines.Text(), `"printed"`)
	}
	if !answered || !strings.Contains(stderr.String(), "debugging") {
		t.Errorf("stdout:\n%s\nstderr:\n%s", out, stderr.String())
	}
}
