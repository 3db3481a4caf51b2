package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
)

// TestReadme does what the README's "Sixty seconds" and "In review and in CI" say, and nothing else, in an empty directory
// outside the repository, up to an authorized call.
func TestReadme(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a module of its own")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	env := slices.DeleteFunc(os.Environ(), func(e string) bool { return strings.HasPrefix(e, "MCPGEN_") }) // settings of a server
	env = append(env, "MCPGEN="+root, "GOWORK=off", "GOFLAGS=-mod=mod")
	shell(t, dir, env, block(t, readme, "run: setup"))
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte(block(t, readme, "file: main.go")), 0o600); err != nil {
		t.Fatal(err)
	}
	commands := strings.Split(strings.TrimSpace(block(t, readme, "run: serve")), "\n")
	last := len(commands) - 1
	shell(t, dir, env, strings.Join(commands[:last], "\n"))
	if commands[last] != "go run . -dev" {
		t.Fatalf("the README ends with %q", commands[last])
	}

	generated, err := os.ReadFile(filepath.Join(dir, "mcp_gen.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(block(t, readme, "golden: policy")), "\n") {
		if !strings.Contains(string(generated), line+"\n") {
			t.Errorf("the README shows %q, which mcp_gen.go does not have", line)
		}
	}

	shell(t, dir, env, block(t, readme, "run: review"))
	checkDiagnostic(t, dir, env, readme)
	endpoint, tokens := serveDev(t, dir, env)
	update := `{"name":"update_record","arguments":{"id":"r1","patch":{"name":"Second"}}`
	for _, step := range []struct {
		token, want string
		status      int
	}{
		{"", "missing_token", 401},
		{tokens["read"], `scope=\"write read\"`, 403},
		{tokens["write"], `Second`, 200},
	} {
		status, body := callTool(t, endpoint, step.token, "update_record", update)
		if status != step.status || !strings.Contains(body, strings.ReplaceAll(step.want, `\`, "")) {
			t.Errorf("got %d %s, want %d with %s", status, body, step.status, step.want)
		}
	}
}

// checkDiagnostic misspells a scope as the README does and compares what mcpgen says.
func checkDiagnostic(t *testing.T, dir string, env []string, readme []byte) {
	t.Helper()
	path := filepath.Join(dir, "main.go")
	source, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	misspelt := strings.Replace(string(source), "auth=scopes(write)", "auth=scopes(wirte)", 1)
	if err := os.WriteFile(path, []byte(misspelt), 0o600); err != nil {
		t.Fatal(err)
	}
	var stderr strings.Builder
	p := &program{dir: dir, stdout: leakcheck.Tee(nil), stderr: &stderr, environ: env}
	if code := p.run(nil); code != exitFindings {
		t.Errorf("exit code %d", code)
	}
	if diff := cmp.Diff(block(t, readme, "golden: diagnostic"), stderr.String()); diff != "" {
		t.Errorf("the README shows another diagnostic (-README +mcpgen):\n%s", diff)
	}
	if err := os.WriteFile(path, source, 0o600); err != nil {
		t.Fatal(err)
	}
}

// block returns the fenced block behind an HTML comment of the README.
func block(t *testing.T, readme []byte, marker string) string {
	t.Helper()
	_, rest, ok := strings.Cut(string(readme), "<!-- "+marker+" -->\n```")
	if !ok {
		t.Fatalf("the README has no block %q", marker)
	}
	_, rest, _ = strings.Cut(rest, "\n")
	text, _, _ := strings.Cut(rest, "\n```")
	return text + "\n"
}

func shell(t *testing.T, dir string, env []string, script string) {
	t.Helper()
	cmd := exec.Command("sh", "-eu", "-c", script)
	cmd.Dir, cmd.Env = dir, env
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s\n%v\n%s", script, err, out)
	}
}

// serveDev builds and starts the program with -dev on a free port and reads endpoint and tokens from what it prints.
func serveDev(t *testing.T, dir string, env []string) (endpoint string, tokens map[string]string) {
	t.Helper()
	shell(t, dir, env, "go build -o server .")
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	cmd := exec.CommandContext(ctx, filepath.Join(dir, "server"), "-dev", "-http", "127.0.0.1:0")
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.Env, cmd.WaitDelay = env, 10*time.Second
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cancel(); _ = cmd.Wait() })
	tokens = map[string]string{}
	label, token := regexp.MustCompile(`^  # (.*)$`), regexp.MustCompile(`^  TOKEN=(\S+)$`)
	at, printed := "", ""
	lines := bufio.NewScanner(io.TeeReader(stderr, leakcheck.Tee(nil)))
	for lines.Scan() {
		line := lines.Text()
		printed += line + "\n"
		if m := label.FindStringSubmatch(line); m != nil {
			at = m[1]
		} else if m := token.FindStringSubmatch(line); m != nil {
			tokens[at] = leakcheck.Secret(m[1])
		} else if _, url, ok := strings.Cut(line, "endpoint  "); ok {
			endpoint = url
		} else if strings.Contains(line, "curl -s") {
			break
		}
	}
	if endpoint == "" {
		t.Fatalf("the server printed no endpoint:\n%s", printed)
	}
	go func() { _, _ = io.Copy(leakcheck.Tee(nil), stderr) }()
	return endpoint, tokens
}

// callTool sends a stateless tools/call and returns the status with challenge and body in one text.
func callTool(t *testing.T, endpoint, token, tool, params string) (int, string) {
	t.Helper()
	body := `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":` + params +
		`,"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"test","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}}`
	if !json.Valid([]byte(body)) {
		t.Fatalf("the test sends invalid JSON: %s", body)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"Content-Type": "application/json", "Accept": "application/json, text/event-stream",
		"MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": tool,
	} {
		r.Header.Set(name, value)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, answer.Header.Get("WWW-Authenticate") + " " + string(content)
}
