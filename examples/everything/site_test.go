package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"regexp"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/examples/everything/fixtures"
	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/serve"
)

const audience = "https://everything.example.com"

// site is the program as its users run it, with an issuer of its own, behind a proxy that adds a token.
type site struct {
	direct string // the endpoint itself
	proxy  string // the endpoint as the world sees it, where a token is added
	issuer *devissuer.Issuer
}

// start runs the program until the test ends; without authorization when open is set.
func start(t *testing.T, open bool) *site {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	s := &site{proxy: "http://" + listener.Addr().String() + "/mcp"}
	env := []string{"MCPGEN_HTTP_ADDR=127.0.0.1:0", "MCPGEN_AUDIT=off", "MCPGEN_RESOURCE=" + s.proxy}
	if open {
		env = append(env, "MCPGEN_INSECURE_NO_AUTH=true")
	} else {
		s.issuer, err = devissuer.New(devissuer.Config{Audience: audience})
		must(t, err)
		must(t, s.issuer.Start(t.Context()))
		t.Cleanup(func() { _ = s.issuer.Close() })
		env = append(env, "MCPGEN_PROFILE=rfc9068", "MCPGEN_ISSUER="+s.issuer.URL(), "MCPGEN_AUDIENCE="+audience)
	}
	address := run(t, env)
	s.direct = "http://" + address + "/mcp"
	s.serveProxy(t, listener, &url.URL{Scheme: "http", Host: address})
	return s
}

// run starts serve.Run and returns the address that it logs.
func run(t *testing.T, env []string) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	logs, stderr := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- serve.Run(ctx, serve.Info{Name: "everything", Version: "1.0.0"}, nil, env,
			serve.Streams{In: http.NoBody, Out: leakcheck.Tee(nil), Err: leakcheck.Tee(stderr)}, new(fixtures.Service).Register)
		_ = stderr.Close()
	}()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("serving: %v", err)
		}
	})
	found := make(chan string, 1)
	go func() {
		serving := regexp.MustCompile(`address[":= ]+(127[^" ]+)`)
		for lines := bufio.NewScanner(logs); lines.Scan(); {
			if m := serving.FindStringSubmatch(lines.Text()); m != nil && len(found) == 0 {
				found <- m[1]
			}
		}
	}()
	select {
	case at := <-found:
		return at
	case err := <-done:
		done <- err
		t.Fatalf("it does not serve: %v", err)
	case <-time.After(20 * time.Second):
		t.Fatal("it does not say where it serves")
	}
	return ""
}

// serveProxy adds a token to every request, as the suite cannot.
func (s *site) serveProxy(t *testing.T, listener net.Listener, target *url.URL) {
	t.Helper()
	forward := &httputil.ReverseProxy{FlushInterval: -1, Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(target)
		r.Out.Host = r.In.Host
		if s.issuer != nil {
			r.Out.Header.Set("Authorization", "Bearer "+s.token(t))
		}
	}}
	proxy := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// A stream that begins while the proxy still waits for the end of the request's body would be cut off.
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		forward.ServeHTTP(w, r)
	})}
	go func() { _ = proxy.Serve(listener) }()
	t.Cleanup(func() { _ = proxy.Close() })
}

// token may use what the suite uses, and no more.
func (s *site) token(t *testing.T) string {
	token, err := s.issuer.Mint(devissuer.Claims{Subject: "suite", Scopes: []string{"everything:use"}})
	if err != nil {
		t.Errorf("minting: %v", err)
	}
	return leakcheck.Secret(token.Reveal())
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
