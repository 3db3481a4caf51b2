package mcpruntime

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// What a function makes bit by bit is collected here, for MCP answers with one result: within the bounds of the server,
// until the context of the call ends, and with a progress notification now and then where the client asks for them.

// Pair is one element of an iterator of two values (iter.Seq2), as it travels.
type Pair[K, V any] struct {
	Key   K `json:"key"`
	Value V `json:"value"`
}

// Collect returns what seq yields, as iter.Seq does; nil yields nothing. An err that is not nil is returned at once: it is
// what the function returned beside seq. More elements than [Config.MaxItems] are an error, and so is the end of ctx.
func Collect[T any](ctx context.Context, seq func(yield func(T) bool), err error) ([]T, error) {
	items := NewCollector[T](ctx)
	if err == nil && seq != nil {
		seq(items.Yield)
	}
	return items.Items(err)
}

// CollectUntilError is [Collect] for an iterator of values and errors: the first error ends it, and is returned.
func CollectUntilError[T any](ctx context.Context, seq func(yield func(T, error) bool), err error) ([]T, error) {
	items := NewCollector[T](ctx)
	if err == nil && seq != nil {
		seq(func(item T, problem error) bool {
			if problem != nil {
				err = problem
				return false
			}
			return items.Yield(item)
		})
	}
	return items.Items(err)
}

// CollectPairs is [Collect] for an iterator of two values.
func CollectPairs[K, V any](ctx context.Context, seq func(yield func(K, V) bool), err error) ([]Pair[K, V], error) {
	items := NewCollector[Pair[K, V]](ctx)
	if err == nil && seq != nil {
		seq(func(key K, value V) bool { return items.Yield(Pair[K, V]{key, value}) })
	}
	return items.Items(err)
}

// Receive is [Collect] for a channel, from which it receives until the channel is closed. When it stops before that, because
// of a bound or since ctx has ended, nobody receives any more: whoever sends has to look at the context of the call.
func Receive[T any](ctx context.Context, ch <-chan T, err error) ([]T, error) {
	items := NewCollector[T](ctx)
	for err == nil && ch != nil {
		select {
		case item, open := <-ch:
			if !open {
				return items.Items(nil)
			}
			if err = items.Add(item); err != nil {
				return nil, err
			}
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
	return items.Items(err)
}

// Collector takes the elements that a function hands to a callback, as [Collect] does. Make one with [NewCollector]. It may
// be used concurrently, and keeps the order in which it got the elements.
type Collector[T any] struct {
	ctx    context.Context
	bounds bounds
	mu     sync.Mutex
	items  []T
	err    error
	told   time.Time // of progress
	done   bool
}

// NewCollector returns an empty Collector for the call that ctx belongs to.
func NewCollector[T any](ctx context.Context) *Collector[T] {
	b := boundsOf(ctx)
	return &Collector[T]{ctx: ctx, bounds: b, items: []T{}, told: b.now()}
}

var errCollected = errors.New("the call is over: nothing more is collected")

// Add takes one element. An error says that no more are wanted; it is returned by Items, too.
func (c *Collector[T]) Add(item T) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.done:
		return errCollected
	case c.err != nil:
		return c.err
	case c.ctx.Err() != nil:
		c.err = context.Cause(c.ctx)
	case len(c.items) == c.bounds.items:
		c.items, c.err = nil, fmt.Errorf("the result has more than %d items: ask for less", c.bounds.items)
	default:
		c.items = append(c.items, item)
		c.err = c.tell()
	}
	return c.err
}

// Yield is Add for iterators: false says that no more are wanted.
func (c *Collector[T]) Yield(item T) bool { return c.Add(item) == nil }

// Put is Add for callbacks that return nothing.
func (c *Collector[T]) Put(item T) { _ = c.Add(item) }

// Items returns the elements so far, never nil, unless the function failed with err or the collector did.
func (c *Collector[T]) Items(err error) ([]T, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.done = true
	if c.err != nil {
		return nil, c.err // a function often returns it in its own words
	}
	if err != nil {
		return nil, err
	}
	return c.items, nil
}

// tell reports progress, now and then.
func (c *Collector[T]) tell() error {
	now := c.bounds.now()
	if now.Sub(c.told) < progressInterval {
		return nil
	}
	c.told = now
	return ReportProgress(c.ctx, float64(len(c.items)), 0, "")
}

// progressInterval is how often a collector reports progress.
const progressInterval = time.Second

// Found is the error of a function that says by a bool whether there is a value: err, or else [ErrNotFound].
func Found(found bool, err error) error {
	if err == nil && !found {
		return ErrNotFound
	}
	return err
}
