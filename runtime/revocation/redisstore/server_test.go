package redisstore_test

import (
	"context"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/mcpgen/mcpgen/runtime/revocation/redisstore"
)

// server is a real redis-server on loopback, persisting every write.
type server struct {
	addr, dir string
	cmd       *exec.Cmd
	admin     *redis.Client
}

// startRedis starts a server for one test, or skips it where there is no redis-server.
func startRedis(t *testing.T) *server {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		if os.Getenv("MCPGEN_REQUIRE_TOOLS") == "1" {
			t.Fatal("redis-server is not installed and MCPGEN_REQUIRE_TOOLS=1")
		}
		t.Skip("skipped: redis-server is not installed (make test installs it)")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{addr: l.Addr().String(), dir: t.TempDir()}
	_ = l.Close()
	s.start(t)
	t.Cleanup(func() {
		_ = s.cmd.Process.Signal(syscall.SIGCONT)
		s.stop()
	})
	return s
}

func (s *server) start(t *testing.T) {
	t.Helper()
	_, port, _ := net.SplitHostPort(s.addr)
	s.cmd = exec.Command("redis-server", "--bind", "127.0.0.1", "--port", port, "--dir", s.dir, "--save", "",
		"--appendonly", "yes", "--appendfsync", "always", "--daemonize", "no", "--repl-diskless-sync", "no")
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s.admin = redis.NewClient(&redis.Options{Addr: s.addr})
	for deadline := time.Now().Add(10 * time.Second); s.admin.Ping(t.Context()).Err() != nil; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("redis-server does not start")
		}
	}
}

// stop kills the server, as a crash would.
func (s *server) stop() {
	_ = s.admin.Close()
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}

func (s *server) signal(t *testing.T, sig syscall.Signal) {
	t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
}

func (s *server) set(t *testing.T, name, value string) {
	t.Helper()
	if err := s.admin.ConfigSet(t.Context(), name, value).Err(); err != nil {
		t.Fatal(err)
	}
}

const timeout = 300 * time.Millisecond

// open returns a store of its own, as another process would have.
func (s *server) open(t *testing.T) *redisstore.Store { return openAt(t, s.addr) }

func openAt(t *testing.T, addr string) *redisstore.Store {
	t.Helper()
	client := redis.NewClient(&redis.Options{Addr: addr, ContextTimeoutEnabled: true})
	store, err := redisstore.New(redisstore.Config{Client: client, Timeout: timeout, ProbeInterval: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = store.Close()
		_ = client.Close()
	})
	return store
}

var hmacKey = []byte("0123456789abcdef0123456789abcdef")

func (s *server) follow(t *testing.T, change func(*redisstore.StreamConfig)) *redisstore.Store {
	t.Helper()
	store := s.open(t)
	cfg := redisstore.StreamConfig{HMACKey: hmacKey, ClaimAfter: 100 * time.Millisecond, MaxLag: time.Second, Logger: slog.New(slog.DiscardHandler)}
	if change != nil {
		change(&cfg)
	}
	if err := store.Follow(cfg); err != nil {
		t.Fatal(err)
	}
	eventually(t, 3*time.Second, "the streams are read", func() bool { return store.Ready(t.Context()) == nil })
	return store
}

// announce writes an event as a Caracal deployment does.
func (s *server) announce(t *testing.T, stream string, fields map[string]string) string {
	t.Helper()
	values := map[string]any{"_sig": redisstore.Sign(hmacKey, stream, fields)}
	for name, value := range fields {
		values[name] = value
	}
	id, err := s.admin.XAdd(t.Context(), &redis.XAddArgs{Stream: stream, Values: values}).Result()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func eventually(t *testing.T, within time.Duration, what string, f func() bool) {
	t.Helper()
	for deadline := time.Now().Add(within); !f(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not within %v: %s", within, what)
		}
	}
}

// revoked asks a store, and fails the test if it cannot tell.
func revoked(t *testing.T, s *redisstore.Store, anchor string) bool {
	t.Helper()
	r, _, err := s.Check(context.Background(), "zone-1", []string{"other", anchor})
	if err != nil {
		t.Fatal(err)
	}
	return r
}
