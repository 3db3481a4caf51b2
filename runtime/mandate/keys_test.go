package mandate_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// rotating is a world whose keys can be exchanged.
type rotating struct {
	world
	published atomic.Pointer[[]key]
}

func newRotating(keys ...key) *rotating {
	r := &rotating{}
	r.publish(keys...)
	r.keys = func() []key { return *r.published.Load() }
	return r
}

func (r *rotating) publish(keys ...key) { r.published.Store(&keys) }

// inBubble runs f with a fake clock that starts where the tokens are valid.
func inBubble(t *testing.T, f func(t *testing.T, now func() time.Time)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		f(t, func() time.Time { return time.Unix(issued, 0).Add(time.Since(begin)) })
	})
}

// TestRotationIsNoOutage: a token of a new key is accepted at once, though its key was published after the last fetch.
func TestRotationIsNoOutage(t *testing.T) {
	inBubble(t, func(t *testing.T, now func() time.Time) {
		k1, k2 := newKey(t, "k1"), newKey(t, "k2")
		w := newRotating(k1)
		cfg := caracal(&w.world, now)
		cfg.Keys = mandate.KeyPolicy{}
		v := newVerifier(t, cfg)
		if got := codeOf(t, v, k1.mandate(valid(nil))); got != "" {
			t.Fatal(got)
		}
		w.publish(k1, k2)
		if got := codeOf(t, v, k2.mandate(valid(nil))); got != "" {
			t.Errorf("new key: %q", got)
		}
		if n := w.fetches.Load(); n != 2 {
			t.Errorf("%d fetches", n)
		}
	})
}

// TestRotationUnderLoad: while callers use the newest key all the time, the issuer adds a key, signs with it, and
// removes the old one, again and again. No call with a published key is refused, and no token of a removed one is
// accepted once a refresh interval has passed.
func TestRotationUnderLoad(t *testing.T) {
	inBubble(t, func(t *testing.T, now func() time.Time) {
		keys := []key{newKey(t, "k0")}
		w := newRotating(keys...)
		cfg := caracal(&w.world, now)
		cfg.Keys = mandate.KeyPolicy{RefreshInterval: 10 * time.Second}
		v := newVerifier(t, cfg)
		var signing atomic.Pointer[key]
		signing.Store(&keys[0])
		ctx, stop := context.WithCancel(t.Context())
		var callers sync.WaitGroup
		for range 8 {
			callers.Go(func() {
				for ctx.Err() == nil {
					if got := codeOf(t, v, signing.Load().mandate(valid(nil))); got != "" {
						t.Errorf("a published key: %q", got)
					}
					time.Sleep(50 * time.Millisecond)
				}
			})
		}
		for i := 1; i <= 6; i++ {
			next := newKey(t, fmt.Sprintf("k%d", i))
			old := keys[len(keys)-1]
			token := old.mandate(valid(nil))
			keys = append(keys, next)
			w.publish(old, next)
			signing.Store(&next)
			time.Sleep(3 * time.Second)
			if got := codeOf(t, v, token); got != "" {
				t.Errorf("the old key is still published: %q", got)
			}
			w.publish(next)
			time.Sleep(11 * time.Second)
			if got := codeOf(t, v, token); got != mandate.CodeInvalidToken {
				t.Errorf("the old key is gone: %q", got)
			}
		}
		stop()
		callers.Wait()
		if n, allowed := w.fetches.Load(), int64(30); n > allowed {
			t.Errorf("%d fetches in 84 s, at most %d allowed", n, allowed)
		}
	})
}

// TestRemovedKey: once the key has left the set, its tokens are refused, verified before or not, at the latest after
// one refresh interval.
func TestRemovedKey(t *testing.T) {
	inBubble(t, func(t *testing.T, now func() time.Time) {
		k1, k2 := newKey(t, "k1"), newKey(t, "k2")
		w := newRotating(k1, k2)
		cfg := caracal(&w.world, now)
		cfg.Keys = mandate.KeyPolicy{RefreshInterval: time.Minute}
		v := newVerifier(t, cfg)
		token := k1.mandate(valid(nil))
		if got := codeOf(t, v, token); got != "" {
			t.Fatal(got)
		}
		w.publish(k2)
		time.Sleep(time.Minute + time.Second)
		synctest.Wait()
		if got := codeOf(t, v, token); got != mandate.CodeInvalidToken {
			t.Errorf("verified before: %q", got)
		}
		if got := codeOf(t, v, k1.mandate(valid(nil))); got != mandate.CodeInvalidToken {
			t.Errorf("new token: %q", got)
		}
	})
}

// TestRemovedKeyPublishedTwice: an issuer that lists a key twice (two sets merged during a rotation) takes it back all the
// same: what was verified with either copy ends with both.
func TestRemovedKeyPublishedTwice(t *testing.T) {
	inBubble(t, func(t *testing.T, now func() time.Time) {
		k1, k2 := newKey(t, "k1"), newKey(t, "k2")
		w := newRotating(k1, k1, k2)
		cfg := caracal(&w.world, now)
		cfg.Keys = mandate.KeyPolicy{RefreshInterval: time.Minute}
		v := newVerifier(t, cfg)
		token := k1.mandate(valid(nil))
		if got := codeOf(t, v, token); got != "" {
			t.Fatal(got)
		}
		for _, published := range [][]key{{k1, k2, k1}, {k1, k2}, {k2}} {
			w.publish(published...)
			time.Sleep(time.Minute + time.Second)
			synctest.Wait()
		}
		if got := codeOf(t, v, token); got != mandate.CodeInvalidToken {
			t.Errorf("verified before the key was removed: %q", got)
		}
	})
}

// TestIssuerDown: the last good keys serve until MaxStale, then every token is answered 503, cached or not; and when
// the issuer is back, without a restart, all is well.
func TestIssuerDown(t *testing.T) {
	inBubble(t, func(t *testing.T, now func() time.Time) {
		k := newKey(t, "k1")
		w := newRotating(k)
		cfg := caracal(&w.world, now)
		cfg.Keys = mandate.KeyPolicy{RefreshInterval: 10 * time.Second, MaxStale: time.Minute}
		v := newVerifier(t, cfg)
		token := k.mandate(valid(nil))
		if got := codeOf(t, v, token); got != "" {
			t.Fatal(got)
		}
		w.down.Store(true)
		time.Sleep(59 * time.Second)
		if got := codeOf(t, v, token); got != "" {
			t.Errorf("last good keys: %q", got)
		}
		time.Sleep(2 * time.Second)
		if got := codeOf(t, v, token); got != mandate.CodeUnavailable {
			t.Errorf("past MaxStale: %q", got)
		}
		if v.Ready(t.Context()) == nil {
			t.Error("ready without keys")
		}
		w.down.Store(false)
		time.Sleep(11 * time.Second)
		synctest.Wait()
		if got := codeOf(t, v, token); got != "" || v.Ready(t.Context()) != nil {
			t.Errorf("back: %q, %v", got, v.Ready(t.Context()))
		}
	})
}

// TestUnknownKeyWhileIssuerIsDown: whether the key exists cannot be found out, so it is 503 and not 401.
func TestUnknownKeyWhileIssuerIsDown(t *testing.T) {
	inBubble(t, func(t *testing.T, now func() time.Time) {
		k, unknown := newKey(t, "k1"), newKey(t, "k2")
		w := newRotating(k)
		v := newVerifier(t, caracal(&w.world, now))
		if err := v.Warmup(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.down.Store(true)
		if got := codeOf(t, v, unknown.mandate(valid(nil))); got != mandate.CodeUnavailable {
			t.Errorf("code %q", got)
		}
	})
}

// TestFloodOfUnknownKeys: 10,000 tokens with as many key ids make no more fetches than the rate limit allows, and a
// token of a key that is published meanwhile is accepted all the same.
func TestFloodOfUnknownKeys(t *testing.T) {
	inBubble(t, func(t *testing.T, now func() time.Time) {
		k1, k2 := newKey(t, "k1"), newKey(t, "k2")
		w := newRotating(k1)
		cfg := caracal(&w.world, now)
		cfg.Keys = mandate.KeyPolicy{RefetchInterval: 5 * time.Second, RefreshInterval: time.Hour}
		v := newVerifier(t, cfg)
		if err := v.Warmup(t.Context()); err != nil {
			t.Fatal(err)
		}
		before, began := w.fetches.Load(), time.Now()
		token := string(k1.mandate(valid(nil)))
		_, rest, _ := strings.Cut(token, ".")
		jobs := make(chan int)
		var flood sync.WaitGroup
		for range 500 {
			flood.Go(func() {
				for i := range jobs {
					forged := b64(fmt.Sprintf(`{"alg":"ES256","kid":"x%d"}`, i)) + "." + rest
					if got := codeOf(t, v, transport.Credential(forged)); got != mandate.CodeInvalidToken {
						t.Errorf("forged: %q", got)
					}
				}
			})
		}
		go func() {
			time.Sleep(12 * time.Second)
			w.publish(k1, k2)
		}()
		for i := range 10_000 {
			jobs <- i
			if i == 2000 {
				if got := codeOf(t, v, transport.Credential(token)); got != "" {
					t.Errorf("known key during the flood: %q", got)
				}
			}
		}
		close(jobs)
		flood.Wait()
		if got := codeOf(t, v, k2.mandate(valid(nil))); got != "" {
			t.Errorf("new key: %q", got)
		}
		allowed := 4 + int64(time.Since(began)/(5*time.Second))
		if n := w.fetches.Load() - before; n > allowed {
			t.Errorf("%d fetches in %v, at most %d allowed", n, time.Since(began), allowed)
		}
	})
}

// TestSingleFlight: many first requests make one fetch.
func TestSingleFlight(t *testing.T) {
	inBubble(t, func(t *testing.T, now func() time.Time) {
		k := newKey(t, "k1")
		w := publishing(k)
		v := newVerifier(t, caracal(w, now))
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() {
				if got := codeOf(t, v, k.mandate(valid(nil))); got != "" {
					t.Errorf("code %q", got)
				}
			})
		}
		all.Wait()
		if n := w.fetches.Load(); n != 1 {
			t.Errorf("%d fetches", n)
		}
	})
}

// TestWaitingEndsWithTheRequest: a caller that gives up does not wait for the issuer.
func TestWaitingEndsWithTheRequest(t *testing.T) {
	inBubble(t, func(t *testing.T, now func() time.Time) {
		k := newKey(t, "k1")
		cfg := caracal(nil, now)
		cfg.HTTPClient = &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		})}
		v := newVerifier(t, cfg)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := v.Verify(ctx, k.mandate(valid(nil)))
		if !errors.Is(err, mandate.ErrUnavailable) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v", err)
		}
		if err := v.Close(); err != nil {
			t.Error(err)
		}
		if got := codeOf(t, v, k.mandate(valid(nil))); got != mandate.CodeUnavailable {
			t.Errorf("closed: %q", got)
		}
	})
}

// TestClosed: a closed verifier does not answer from its cache.
func TestClosed(t *testing.T) {
	t.Parallel()
	k := newKey(t, "k1")
	v := newVerifier(t, caracal(publishing(k), at(issued+100).now))
	token := k.mandate(valid(nil))
	if got := codeOf(t, v, token); got != "" {
		t.Fatal(got)
	}
	_ = v.Close()
	if got := codeOf(t, v, token); got != mandate.CodeUnavailable {
		t.Errorf("code %q", got)
	}
}

// TestUnfitDocuments: whatever the issuer answers but a good key set is no answer.
func TestUnfitDocuments(t *testing.T) {
	t.Parallel()
	k := newKey(t, "k1")
	for name, reply := range map[string]*http.Response{
		"500":            answer(500, "{}"),
		"404":            answer(404, "{}"),
		"no JSON":        answer(200, "<html>"),
		"a list":         answer(200, "[]"),
		"no keys":        answer(200, "{}"),
		"keys null":      answer(200, `{"keys":null}`),
		"keys twice":     answer(200, `{"keys":[],"keys":[]}`),
		"too long":       answer(200, `{"keys":[],"x":"`+strings.Repeat("x", 300<<10)+`"}`),
		"too many keys":  answer(200, `{"keys":[`+strings.Repeat("{},", 64)+`{}]}`),
		"trailing bytes": answer(200, `{"keys":[]} {}`),
		"empty set":      answer(200, `{"keys":[]}`),
	} {
		t.Run(name, func(t *testing.T) {
			cfg := caracal(nil, at(issued+100).now)
			cfg.HTTPClient = &http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) { return reply, nil })}
			v := newVerifier(t, cfg)
			if v.Warmup(t.Context()) == nil || v.Ready(t.Context()) == nil {
				t.Error("warm without keys")
			}
			if got := codeOf(t, v, k.mandate(valid(nil))); got != mandate.CodeUnavailable {
				t.Errorf("code %q", got)
			}
		})
	}
}

// TestRedirects: inside the origin they are followed, to another they are not, even with a client that would.
func TestRedirects(t *testing.T) {
	t.Parallel()
	k := newKey(t, "k1")
	for target, want := range map[string]mandate.Code{
		issuer + "/elsewhere": "", "https://other.example/keys": mandate.CodeUnavailable, "http://sts.example.com/keys": mandate.CodeUnavailable,
	} {
		w := publishing(k)
		cfg := caracal(nil, at(issued+100).now)
		cfg.HTTPClient = &http.Client{
			CheckRedirect: func(*http.Request, []*http.Request) error { return nil },
			Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
				if r.URL.Path == "/.well-known/jwks.json" {
					resp := answer(302, "")
					resp.Header.Set("Location", target)
					return resp, nil
				}
				return w.RoundTrip(r)
			}),
		}
		if got := codeOf(t, newVerifier(t, cfg), k.mandate(valid(nil))); got != want {
			t.Errorf("%s: %q, want %q", target, got, want)
		}
	}
}
