// Package parameters has signatures as public services have them, by what they take.
package parameters

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

//go:generate go run github.com/mcpgen/mcpgen/cmd/mcpgen

// Service keeps things.
type Service struct{ Now func() time.Time }

// Unit is a unit of length.
type Unit string

// The units.
const (
	Metre Unit = "m"
	Foot  Unit = "ft"
)

// Filter is what a search is about.
type Filter struct {
	Query  string
	Limit  *int
	Since  *time.Time
	Labels map[string]string
}

// Settings are options for Go callers.
type Settings struct{ verbose bool }

// Option changes Settings.
type Option func(*Settings)

// CallOption is an option of a client, as grpc has it.
type CallOption interface{ before(*Settings) }

//mcp:tool
func (s *Service) ContextFirst(ctx context.Context, id string) string { return "got " + id }

//mcp:tool
func (s *Service) ContextBetween(id string, ctx context.Context, n int) string {
	return fmt.Sprint(id, n, ctx != nil)
}

//mcp:tool
func (s *Service) ContextLast(id string, ctx context.Context) string {
	return id + fmt.Sprint(ctx != nil)
}

//mcp:tool
func (s *Service) ContextTwice(a context.Context, id string, b context.Context) bool { return a == b }

//mcp:tool
func (s *Service) NoContext(id string) string { return id }

//mcp:tool
func (s *Service) Nothing() string { return "nothing" }

//mcp:tool
func (s Service) ByValue(id string) string { return id }

// A function beside a service.
//
//mcp:tool
func Plain(id string) string { return id }

//mcp:tool
func (s *Service) Join(separator string, words ...string) string {
	return strings.Join(words, separator)
}

//mcp:tool
func (s *Service) Sum(ctx context.Context, numbers ...int) int {
	sum := 0
	for _, n := range numbers {
		sum += n
	}
	return sum
}

//mcp:tool
func (s *Service) Merge(filters ...Filter) int { return len(filters) }

//mcp:tool
//mcp:param words required minitems=1
func (s *Service) AtLeastOne(words ...string) string { return words[0] }

//mcp:tool
func (s *Service) Configured(ctx context.Context, id string, options ...Option) string {
	return fmt.Sprint(id, len(options))
}

//mcp:tool
func (s *Service) Remote(ctx context.Context, id string, opts ...CallOption) (string, error) {
	return fmt.Sprint(id, len(opts)), nil
}

//mcp:tool
func (s *Service) PointerText(name *string) string { return shown(name) }

//mcp:tool
func (s *Service) PointerNumber(id string, limit *int) string { return id + shown(limit) }

//mcp:tool
func (s *Service) PointerStruct(id string, filter *Filter) string {
	if filter == nil {
		return id + " without"
	}
	return id + " " + filter.Query + shown(filter.Limit)
}

//mcp:tool
//mcp:param name required
func (s *Service) PointerRequired(name *string) string { return shown(name) }

//mcp:tool
//mcp:param limit default=20
func (s *Service) PointerDefault(limit *int) string { return shown(limit) }

//mcp:tool
//mcp:param name optional
func (s *Service) Optional(name string, unit Unit) string { return name + string(unit) }

//mcp:tool
func (s *Service) Search(ctx context.Context, f Filter) string {
	return f.Query + shown(f.Limit) + shown(f.Since)
}

//mcp:tool
func (s *Service) SearchPointer(ctx context.Context, f *Filter) (string, error) {
	if f == nil {
		return "", errors.New("no filter")
	}
	return f.Query, nil
}

//mcp:tool
func (s *Service) SearchWith(caller *principal.Principal, f Filter, n uint8) string {
	return fmt.Sprint(f.Query, n, caller != nil)
}

//mcp:tool
func (s *Service) Inline(at struct{ X, Y int }) int { return at.X + at.Y }

//mcp:tool
func (s *Service) Counted(counts map[string]int, keys []string) (n int) {
	for _, k := range keys {
		n += counts[k]
	}
	return n
}

//mcp:tool
func (s *Service) Between(from, to time.Time) float64 { return to.Sub(from).Hours() }

//mcp:tool
func (s *Service) Convert(length float64, unit Unit) string { return fmt.Sprint(length, unit) }

//mcp:tool
func (s *Service) Anything(value any) string { return fmt.Sprint(value) }

//mcp:tool
func (s *Service) Read(r io.Reader) (string, error) { return all(r) }

//mcp:tool
//mcp:param body as=base64
func (s *Service) ReadBytes(body io.Reader, name string) (string, error) { return all(body) }

//mcp:tool
func (s *Service) ReadAndClose(name string, body io.ReadCloser) (string, error) {
	defer body.Close()
	return all(body)
}

//mcp:tool
func (s *Service) ReadTwice(body io.ReadSeeker) (string, error) {
	first, _ := all(body)
	if _, err := body.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	second, err := all(body)
	return first + second, err
}

//mcp:tool
func (s *Service) Bytes(data []byte) int { return len(data) }

//mcp:tool
//mcp:param data as=text
func (s *Service) TextBytes(data []byte) int { return len(data) }

func all(r io.Reader) (string, error) {
	body, err := io.ReadAll(r)
	return string(body), err
}

func shown[T any](p *T) string {
	if p == nil {
		return " nil"
	}
	return fmt.Sprint(" ", *p)
}
