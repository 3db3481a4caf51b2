// Package streams has signatures as public services have them, by what they make bit by bit.
package streams

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
)

//go:generate go run github.com/mcpgen/mcpgen/cmd/mcpgen

// Store keeps rows.
type Store struct{}

// Row is one.
type Row struct{ N int }

// Rows is an iterator with a name.
type Rows func(yield func(Row) bool)

// Visitor is called for each row.
type Visitor func(Row) error

var errStop = errors.New("the table broke off")

func rows(n int) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for i := range n {
			if !yield(Row{i}) {
				return
			}
		}
	}
}

//mcp:tool
func (s *Store) Seq(n int) iter.Seq[Row] { return rows(n) }

//mcp:tool
func (s *Store) SeqError(n int) (iter.Seq[Row], error) {
	if n < 0 {
		return nil, errStop
	}
	return rows(n), nil
}

//mcp:tool
func (s *Store) Scan(n int) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for row := range rows(n) {
			if row.N == 3 {
				yield(Row{}, errStop)
				return
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

//mcp:tool
func (s *Store) Indexed(words []string) iter.Seq2[int, string] { return slices.All(words) }

//mcp:tool
func (s *Store) Headers(name string) iter.Seq2[string, Row] {
	return maps.All(map[string]Row{name: {1}})
}

//mcp:tool
func (s *Store) Named(n int) Rows { return Rows(rows(n)) }

//mcp:tool
func (s *Store) Unnamed(n int) func(func(string) bool) {
	return func(yield func(string) bool) { yield(strings.Repeat("x", n)) }
}

//mcp:tool
func (s *Store) Channel(ctx context.Context, n int) <-chan Row {
	ch := make(chan Row)
	go func() {
		defer close(ch)
		for i := range n {
			select {
			case ch <- Row{i}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return ch
}

//mcp:tool
func (s *Store) ChannelError(n int) (chan int, error) {
	ch := make(chan int, n)
	for i := range n {
		ch <- i
	}
	close(ch)
	return ch, nil
}

//mcp:tool
func (s *Store) Open(name string) (io.ReadCloser, error) {
	if name == "" {
		return nil, errStop
	}
	return io.NopCloser(strings.NewReader("content of " + name)), nil
}

//mcp:tool
func (s *Store) Picture() io.Reader { return strings.NewReader("\x89PNG\r\n\x1a\n\xff") }

//mcp:tool
func (s *Store) Buffer() (*bytes.Buffer, error) { return bytes.NewBufferString("buffered"), nil }

//mcp:tool
func (s *Store) Download(name string) (body io.ReadCloser, contentType string, err error) {
	return io.NopCloser(strings.NewReader("<p>" + name)), "text/html", nil
}

//mcp:tool
func (s *Store) Each(ctx context.Context, n int, f func(Row) error) error {
	for row := range rows(n) {
		if err := f(row); err != nil {
			return err
		}
	}
	return nil
}

//mcp:tool
func (s *Store) Walk(n int, visit Visitor) error { return s.Each(context.Background(), n, visit) }

//mcp:tool
func (s *Store) While(n int, more func(*Row) bool) {
	for row := range rows(n) {
		if !more(&row) {
			return
		}
	}
}

//mcp:tool
func (s *Store) All(f func(name string), n int) {
	for range n {
		f("again")
	}
}

//mcp:tool
func (s *Store) Pages(ctx context.Context, n int, f func(context.Context, []Row) error) error {
	return f(ctx, slices.Collect(rows(n)))
}

//mcp:resource uri=files://{name}
func (s *Store) File(name string) (io.ReadCloser, error) { return s.Open(name) }

//mcp:resource uri=pictures://{name} mime=image/png
func (s *Store) PictureFile(name string) io.Reader { return s.Picture() }

//mcp:resource uri=rows://{n}
func (s *Store) RowsResource(n int) iter.Seq[Row] { return rows(n) }

//mcp:prompt
func (s *Store) Explain(name string) (io.Reader, error) { return s.Open(name) }
