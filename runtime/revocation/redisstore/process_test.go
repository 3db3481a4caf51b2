package redisstore_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/revocation/redisstore"
)

// TestMain plays a server process when [startProcess] asks for one: GET / is protected by mandates, POST /revoke takes
// the session of the query back.
func TestMain(m *testing.M) {
	if os.Getenv("MCPGEN_TEST_REDIS") == "" {
		os.Exit(m.Run())
	}
	if err := serveProcess(os.Getenv("MCPGEN_TEST_REDIS"), os.Getenv("MCPGEN_TEST_ISSUER")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serveProcess(redis, issuer string) error {
	store, err := redisstore.Open("redis://"+redis, redisstore.Config{Timeout: time.Second, ProbeInterval: 50 * time.Millisecond})
	if err != nil {
		return err
	}
	verifier, err := mandate.New(mandate.Config{Issuer: issuer, Audience: "api", ZoneID: "zone-1", Revocations: store})
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /", mandate.Handler(mandate.HandlerConfig{Verifier: verifier}, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})))
	mux.HandleFunc("POST /revoke", func(w http.ResponseWriter, r *http.Request) {
		if err := store.Revoke(r.Context(), time.Hour, r.URL.Query().Get("session")); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		}
	})
	fmt.Println(l.Addr())
	go func() { // ends with the test
		_, _ = os.Stdin.Read(make([]byte, 1))
		os.Exit(0)
	}()
	return http.Serve(l, mux)
}

// startProcess starts a server process and returns its address.
func startProcess(t *testing.T, redis, issuer string) string {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "MCPGEN_TEST_REDIS="+redis, "MCPGEN_TEST_ISSUER="+issuer)
	cmd.Stderr = leakcheck.Tee(os.Stderr)
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return "http://" + strings.TrimSpace(line)
}

// call returns the status of one request.
func call(t *testing.T, method, address, token string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	return resp.StatusCode
}

// TestTwoServers: a revocation written by one server process is refused by the other on its next call, though that has
// the token in its cache; with Redis gone nothing is let through; and a restart of Redis loses nothing.
func TestTwoServers(t *testing.T) {
	t.Parallel()
	s := startRedis(t)
	issuer, err := devissuer.New(devissuer.Config{ZoneID: "zone-1", Audience: "api"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = issuer.Close() })
	if err := issuer.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	token := func(session string) string {
		c, err := issuer.Mint(devissuer.Claims{SessionID: session})
		if err != nil {
			t.Fatal(err)
		}
		return leakcheck.Secret(c.Reveal())
	}
	gone, fine := token("gone"), token("fine")
	servers := []string{startProcess(t, s.addr, issuer.URL()), startProcess(t, s.addr, issuer.URL())}
	want := func(when string, ofGone, ofFine int) {
		t.Helper()
		for i, server := range servers {
			if a, b := call(t, "GET", server, gone), call(t, "GET", server, fine); a != ofGone || b != ofFine {
				t.Errorf("%s: server %d answers %d and %d, want %d and %d", when, i, a, b, ofGone, ofFine)
			}
		}
	}
	want("at first", 200, 200)
	if status := call(t, "POST", servers[0]+"/revoke?session=gone", ""); status != 200 {
		t.Fatal(status)
	}
	want("revoked", 401, 200)
	s.stop()
	want("without redis", 503, 503)
	s.start(t)
	for _, server := range servers {
		eventually(t, "redis is back", func() bool { return call(t, "GET", server, fine) == 200 })
	}
	want("redis restarted", 401, 200)
}
