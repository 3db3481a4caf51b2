package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/internal/test/interop"
	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
)

// TestNginx has clients use everything through nginx, as docs/deployment.md configures it.
func TestNginx(t *testing.T) {
	nginx := interop.Debian(t, "nginx")
	table := interop.Load(t, filepath.Join("..", "..", "testdata", "interop", "everything.json"))
	for _, client := range interop.Clients()[:1] {
		for _, era := range client.Eras {
			t.Run(era, func(t *testing.T) {
				s := start(t, false)
				target := interop.Target{URL: serveNginx(t, nginx, s), Token: s.token(t), Era: era, Table: table}
				report := client.Visit(t, target)
				for _, problem := range table.Problems(report, interop.Caller{Has: []string{"everything:use"}}) {
					t.Error(problem)
				}
			})
		}
	}
}

// serveNginx runs nginx before a site until the test ends, and returns the endpoint there.
func serveNginx(t *testing.T, nginx string, s *site) string {
	t.Helper()
	doc, err := os.ReadFile(filepath.Join("..", "..", "docs", "deployment.md"))
	must(t, err)
	found := regexp.MustCompile("(?s)<!-- tested: nginx -->\n```nginx\n(.*?)```").FindSubmatch(doc)
	if found == nil {
		t.Fatal("the document has no configuration")
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	address := free.Addr().String()
	must(t, free.Close())
	config := string(found[1])
	for from, to := range map[string]string{
		"listen 443 ssl;": "listen " + address + ";",
		"127.0.0.1:8080":  strings.TrimSuffix(strings.TrimPrefix(s.direct, "http://"), "/mcp"),
	} {
		if strings.Count(config, from) != 1 {
			t.Fatalf("the configuration does not say %q once", from)
		}
		config = strings.Replace(config, from, to, 1)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "nginx.conf")
	must(t, os.WriteFile(file, fmt.Appendf(nil, "daemon off;\nmaster_process off;\npid %[1]s/pid;\nevents {}\nhttp {\naccess_log off;\n"+
		"client_body_temp_path %[1]s/body;\nproxy_temp_path %[1]s/proxy;\nfastcgi_temp_path %[1]s/f;\nuwsgi_temp_path %[1]s/u;\nscgi_temp_path %[1]s/s;\n%[2]s}\n",
		dir, config), 0o600))
	cmd := exec.CommandContext(t.Context(), nginx, "-c", file, "-p", dir, "-e", "stderr")
	cmd.Stderr = leakcheck.Tee(os.Stderr)
	must(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	for range 200 {
		if resp, err := http.Get("http://" + address + "/healthz"); err == nil {
			resp.Body.Close()
			if resp.StatusCode != http.StatusNotFound {
				t.Errorf("/healthz shows outside: %d", resp.StatusCode)
			}
			return "http://" + address + "/mcp"
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("nginx does not serve")
	return ""
}
