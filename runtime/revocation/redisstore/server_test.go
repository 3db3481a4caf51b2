package redisstore_test

import (
	"context"
	"net"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	"github.com/mcpgen/mcpgen/runtime/revocation/redisstore"
)

// server is a real redis-server on loopback, persisting every write.
type server struct {
	addr, dir string
	options   []string
	cmd       *exec.Cmd
	admin     *redis.Client
}

// startRedis starts a server for one test, or skips it where there is no redis-server.
func startRedis(t *testing.T, options ...string) *server {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		if os.Getenv("MCPGEN_REQUIRE_TOOLS") == "1" {
			t.Fatal("redis-server is not installed and MCPGEN_REQUIRE_TOOLS=1")
		}
		t.Skip("skipped: redis-server is not installed (make test installs it)")
	}
	s := &server{addr: freeAddr(t), dir: t.TempDir(), options: options}
	s.start(t)
	t.Cleanup(func() {
		_ = s.cmd.Process.Signal(syscall.SIGCONT)
		s.stop()
	})
	return s
}

// freeAddr returns a loopback address that nobody uses.
func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

func (s *server) start(t *testing.T) {
	t.Helper()
	_, port, _ := net.SplitHostPort(s.addr)
	s.cmd = exec.Command("redis-server", append([]string{"--bind", "127.0.0.1", "--port", port, "--dir", s.dir, "--save", "",
		"--appendonly", "yes", "--appendfsync", "always", "--daemonize", "no"}, s.options...)...)
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s.admin = redis.NewClient(&redis.Options{Addr: s.addr})
	for deadline := time.Now().Add(patience); s.admin.Ping(t.Context()).Err() != nil; time.Sleep(10 * time.Millisecond) {
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

// Busy machines are slow: what should answer has long to do so, what should not is given up soon, and nothing fails for
// being late unless it is later than patience.
const (
	long     = 10 * time.Second
	short    = 500 * time.Millisecond
	patience = 10 * time.Second
)

// open returns a store of its own, as another process would have.
func (s *server) open(t *testing.T) *redisstore.Store { return openAt(t, s.addr, long) }

func openAt(t *testing.T, addr string, timeout time.Duration) *redisstore.Store {
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

func (s *server) follow(t *testing.T) *redisstore.Store {
	t.Helper()
	return follow(t, s.open(t), time.Minute)
}

func follow(t *testing.T, store *redisstore.Store, maxLag time.Duration) *redisstore.Store {
	t.Helper()
	err := store.Follow(redisstore.StreamConfig{HMACKey: hmacKey, ClaimAfter: 100 * time.Millisecond, MaxLag: maxLag, Logger: leakcheck.Logger(nil)})
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "the streams are read", func() bool { return store.Ready(t.Context()) == nil })
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

// eventually waits for f to hold and logs how long that took.
func eventually(t *testing.T, what string, f func() bool) {
	t.Helper()
	began := time.Now()
	for !f() {
		if time.Since(began) > patience {
			t.Fatalf("not within %v: %s", patience, what)
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Logf("after %v: %s", time.Since(began).Round(time.Millisecond), what)
}

// revoked asks a store until it can tell.
func revoked(t *testing.T, s *redisstore.Store, anchor string) bool {
	t.Helper()
	for began := time.Now(); ; time.Sleep(5 * time.Millisecond) {
		r, _, err := s.Check(context.Background(), "zone-1", []string{"other", anchor})
		if err == nil {
			return r
		}
		if time.Since(began) > patience {
			t.Fatal(err)
		}
	}
}
