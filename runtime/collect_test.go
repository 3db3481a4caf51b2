package mcpruntime_test

import (
	"context"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
)

var errBroken = errors.New("broken")

func upTo(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

// TestCollect: nothing is a list that is not nil, an error of the function comes first, a bound is an error and no part of
// the list, and an iterator is told to stop.
func TestCollect(t *testing.T) {
	ctx := t.Context()
	for name, c := range map[string]struct {
		got  func() ([]int, error)
		want []int
		err  string
	}{
		"nil":         {func() ([]int, error) { return mcpruntime.Collect[int](ctx, nil, nil) }, []int{}, ""},
		"empty":       {func() ([]int, error) { return mcpruntime.Collect(ctx, upTo(0), nil) }, []int{}, ""},
		"some":        {func() ([]int, error) { return mcpruntime.Collect(ctx, upTo(3), nil) }, []int{0, 1, 2}, ""},
		"as many":     {func() ([]int, error) { return mcpruntime.Collect(ctx, upTo(10_000), nil) }, slices.Collect(upTo(10_000)), ""},
		"one more":    {func() ([]int, error) { return mcpruntime.Collect(ctx, upTo(10_001), nil) }, nil, "more than 10000 items"},
		"endless":     {func() ([]int, error) { return mcpruntime.Collect(ctx, upTo(1<<62), nil) }, nil, "more than 10000 items"},
		"failed":      {func() ([]int, error) { return mcpruntime.Collect(ctx, upTo(3), errBroken) }, nil, "broken"},
		"nil channel": {func() ([]int, error) { return mcpruntime.Receive[int](ctx, nil, nil) }, []int{}, ""},
		"until": {func() ([]int, error) {
			return mcpruntime.CollectUntilError(ctx, func(yield func(int, error) bool) { _ = yield(1, nil) && yield(2, errBroken) }, nil)
		}, nil, "broken"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := c.got()
			if c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) || c.err == "" && err != nil {
				t.Errorf("error %v, want %q", err, c.err)
			}
			if !slices.Equal(got, c.want) || (got == nil) != (c.want == nil) {
				t.Errorf("%d items", len(got))
			}
		})
	}
}

// TestCollectorEnds: whoever was told to stop, and does not, changes nothing any more.
func TestCollectorEnds(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	items := mcpruntime.NewCollector[int](ctx)
	if err := items.Add(1); err != nil {
		t.Fatal(err)
	}
	cancel(errBroken)
	if err := items.Add(2); !errors.Is(err, errBroken) {
		t.Errorf("Add after the end: %v", err)
	}
	items.Put(3)
	if list, err := items.Items(nil); !errors.Is(err, errBroken) || list != nil {
		t.Errorf("a result although the context ended: %v, %v", list, err)
	}

	items = mcpruntime.NewCollector[int](t.Context())
	items.Put(1)
	list, err := items.Items(nil)
	if err != nil || items.Add(2) == nil || items.Yield(3) || len(list) != 1 {
		t.Errorf("a collector takes more when the call is over: %v, %v", list, err)
	}
	if _, err := mcpruntime.NewCollector[int](t.Context()).Items(errBroken); !errors.Is(err, errBroken) {
		t.Errorf("the function's own error is lost: %v", err)
	}
}

// TestCollectorConcurrently is for the race detector.
func TestCollectorConcurrently(t *testing.T) {
	items := mcpruntime.NewCollector[int](t.Context())
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() { items.Put(i) })
	}
	wg.Wait()
	if list, err := items.Items(nil); err != nil || len(list) != 50 {
		t.Errorf("%d items, %v", len(list), err)
	}
}

// TestReceiveEnds: a channel that nobody closes does not hold a call beyond its context.
func TestReceiveEnds(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	ch := make(chan int, 1)
	ch <- 1
	go cancel(errBroken)
	if list, err := mcpruntime.Receive(ctx, ch, nil); !errors.Is(err, errBroken) || list != nil {
		t.Errorf("%v, %v", list, err)
	}
}

// body is a reader that says when it is closed, and how often.
type body struct {
	io.Reader
	closed atomic.Int32
}

func (b *body) Close() error { b.closed.Add(1); return nil }

// blocked reads nothing until it is closed.
type blocked struct {
	closed chan struct{}
	once   sync.Once
}

func (b *blocked) Read([]byte) (int, error) { <-b.closed; return 0, io.ErrClosedPipe }

func (b *blocked) Close() error { b.once.Do(func() { close(b.closed) }); return nil }

// TestReadContent: a reader is closed once, whatever happens, and a failure is no content.
func TestReadContent(t *testing.T) {
	for name, c := range map[string]struct {
		reader io.Reader
		failed error
		want   string
		err    string
	}{
		"text":        {strings.NewReader("text"), nil, "text", ""},
		"failed":      {strings.NewReader("text"), errBroken, "", "broken"},
		"broken":      {io.MultiReader(strings.NewReader("te"), brokenOff{}), nil, "", "broken"},
		"as much":     {io.LimitReader(zeros{}, 4<<20), nil, strings.Repeat("0", 4<<20), ""},
		"one more":    {io.LimitReader(zeros{}, 4<<20+1), nil, "", "more than 4194304 bytes"},
		"without end": {zeros{}, nil, "", "more than 4194304 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			b := &body{Reader: c.reader}
			got, err := mcpruntime.ReadContent(t.Context(), b, c.failed)
			if c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) || c.err == "" && err != nil {
				t.Errorf("error %v, want %q", err, c.err)
			}
			if string(got) != c.want || b.closed.Load() != 1 {
				t.Errorf("%d bytes, closed %d times", len(got), b.closed.Load())
			}
		})
	}
	if got, err := mcpruntime.ReadContent(t.Context(), nil, nil); err != nil || len(got) != 0 {
		t.Errorf("nil: %q, %v", got, err)
	}
	if _, err := mcpruntime.ReadText(t.Context(), strings.NewReader("\xff"), nil); err == nil {
		t.Error("bytes that are no text were taken for some")
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	go cancel(errBroken)
	if got, err := mcpruntime.ReadContent(ctx, &blocked{closed: make(chan struct{})}, nil); !errors.Is(err, errBroken) || got != nil {
		t.Errorf("a reader that blocks: %q, %v", got, err)
	}
}

type brokenOff struct{}

func (brokenOff) Read([]byte) (int, error) { return 0, errBroken }

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '0'
	}
	return len(p), nil
}

// TestFound: false is not found, and an error is more than that.
func TestFound(t *testing.T) {
	if err := mcpruntime.Found(true, nil); err != nil {
		t.Error(err)
	}
	if err := mcpruntime.Found(false, nil); !errors.Is(err, mcpruntime.ErrNotFound) {
		t.Error(err)
	}
	if err := mcpruntime.Found(false, errBroken); !errors.Is(err, errBroken) || errors.Is(err, mcpruntime.ErrNotFound) {
		t.Error(err)
	}
	if !errors.Is(mcpruntime.ErrResourceNotFound, mcpruntime.ErrNotFound) {
		t.Error("a resource that is not found is something else")
	}
}

// TestCollectorTellsProgress: a client that asks for progress is told every second how much there is; one that does not gets
// nothing but the answer.
func TestCollectorTellsProgress(t *testing.T) {
	var seconds atomic.Int64
	begin := time.Now()
	s := serve(t, func(c *mcpruntime.Config) {
		c.Now = func() time.Time { return begin.Add(time.Duration(seconds.Load()) * time.Second) }
	},
		mcpruntime.Tool(mcpruntime.ToolSpec{Name: "rows", InputSchema: textSchema}, open, decodeText,
			func(ctx context.Context, _ *textIn) (string, error) {
				list, err := mcpruntime.Collect(ctx, func(yield func(int) bool) {
					for i := range 4 {
						seconds.Add(int64(i % 2)) // every other element takes a second
						if !yield(i) {
							return
						}
					}
				}, nil)
				return strings.Repeat("row ", len(list)), err
			}, mcpruntime.Text()))
	header, body := s.request(legacy, "scopes:", "tools/call", "rows", `"name":"rows","arguments":{"text":""},"_meta":{"progressToken":7}`)
	a := s.do("POST", "scopes:", header, body)
	for _, want := range []string{`"progress":2`, `"progress":4`, "row row row row"} {
		if strings.Count(a.String(), want) == 0 {
			t.Errorf("no %s in %v", want, a)
		}
	}
	if n := strings.Count(a.String(), "notifications/progress"); n != 2 {
		t.Errorf("%d notifications in two seconds", n)
	}
	if a := s.call(legacy, "scopes:", "rows", `{"text":""}`); strings.Contains(a.String(), "progress") || !strings.Contains(a.String(), "row row") {
		t.Errorf("a client that did not ask: %v", a)
	}
}
