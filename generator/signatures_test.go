package generator_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/mcpgen/mcpgen/generator/internal/emit"
)

// TestSignaturesThatGenerateCompile draws signatures of everything that a parameter and a result may be, with names that
// mean something to Go or to the generated file, and holds that each generates, that the whole compiles, and that it
// registers.
func TestSignaturesThatGenerateCompile(t *testing.T) {
	draw(t, 7, func(random *rand.Rand, _ bool) { signaturesCompile(t, random) })
}

func signaturesCompile(t *testing.T, random *rand.Rand) {
	root := module(t)
	dir := filepath.Join(root, "signatures")
	source := drawSignatures(random, 400)
	writeFiles(t, dir, []txtar.File{{Name: "signatures.go", Data: []byte(source)}})
	run(t, root, "go", "vet", "./...")
	generated := generate(t, dir)
	if len(generated) != 1 {
		t.Fatalf("%d files", len(generated))
	}
	if n := strings.Count(string(generated[0].Data), "mcpruntime.Tool("); n != 400 {
		t.Errorf("%d tools of 400 functions", n)
	}
	writeFiles(t, dir, []txtar.File{{Name: emit.Name, Data: generated[0].Data}, {Name: "registers_test.go", Data: []byte(registersDrawn)}})
	run(t, root, "go", "test", "./...")
}

const registersDrawn = `package signatures

import (
	"testing"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
)

func TestRegister(t *testing.T) {
	s, err := mcpruntime.New(mcpruntime.Config{Name: "n", Version: "1"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := new(Service).RegisterMCP(s); err != nil {
		t.Error(err)
	}
	if err := RegisterMCP(s); err != nil {
		t.Error(err)
	}
}
`

// Names of parameters and results that something in the generated file has, too.
var drawnNames = []string{
	"ctx", "in", "t", "s", "d", "e", "v", "o", "err", "ok", "items", "item", "list", "text", "content", "result", "caller", "request",
	"string", "error", "nil", "len", "any", "true", "append", "mcpruntime", "check", "codec", "context", "strings", "bytes", "io",
	"Service", "Row", "id", "name", "userID", "x2", "名", "_x", "copyOf", "addInput", "decodeRow", "encodeRow",
}

var (
	drawnParams = []string{
		"context.Context", "string", "int", "*int", "[]string", "map[string]int", "Row", "*Row", "[]*Row", "Named", "*Named", "time.Time",
		"*principal.Principal", "io.Reader", "io.ReadCloser", "[]byte", "struct{ A, B int }", "any", "Kind", "float64", "Page[Row]",
	}
	drawnLast    = []string{"...string", "...Row", "...*Row", "...Option", "...CallOption", "...any"}
	drawnResults = []string{
		"string", "int", "Row", "*Row", "[]Row", "map[string]*Row", "Named", "Kind", "bool", "[]byte", "any", "time.Time", "struct{ A int }",
		"iter.Seq[Row]", "iter.Seq2[Row, error]", "iter.Seq2[string, Row]", "<-chan Row", "chan string", "io.Reader", "io.ReadCloser",
		"*bytes.Buffer", "*Response", "Rows", "Page[Row]", "func(func(int) bool)",
	}
	drawnCallbacks = []string{"func(Row) error", "func(*Row) bool", "func(string)", "Visitor", "func(context.Context, []Row) error"}
)

func drawSignatures(random *rand.Rand, n int) string {
	var b strings.Builder
	b.WriteString(`//mcp:type *Response omit
package signatures

import (
	"bytes"
	"context"
	"io"
	"iter"
	"time"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

type Service struct{}
type Row struct{ N int; P *Row }
type Named string
type Kind int
const (
	First Kind = iota
	Second
)
type Page[T any] struct{ Items []T; Next *T }
type Rows func(yield func(Row) bool)
type Visitor func(Row) error
type Option func(*Service)
type CallOption interface{ apply() }
type Response struct{ status int }

var _ = bytes.NewBuffer
var _ io.Reader
var _ time.Time
var _ *principal.Principal
var _ iter.Seq[Row]
`)
	for i := range n {
		b.WriteString(drawSignature(random, i))
	}
	return b.String()
}

// drawSignature draws one function. No result is data beside a callback, and no two parameters have one name.
func drawSignature(random *rand.Rand, i int) string {
	taken := map[string]bool{}
	name := func() string {
		for {
			one := drawnNames[random.IntN(len(drawnNames))]
			if !taken[one] {
				taken[one] = true
				return one
			}
		}
	}
	var params, results, result []string
	for range random.IntN(4) {
		params = append(params, name()+" P"+fmt.Sprint(random.IntN(len(drawnParams))))
	}
	callback := random.IntN(8) == 0
	if callback {
		params = append(params, name()+" "+drawnCallbacks[random.IntN(len(drawnCallbacks))])
	}
	if random.IntN(4) == 0 {
		params = append(params, name()+" "+drawnLast[random.IntN(len(drawnLast))])
	}
	named := random.IntN(2) == 0
	if !callback {
		for range random.IntN(4) {
			one := drawnResults[random.IntN(len(drawnResults))]
			if named {
				one = name() + " " + one
			}
			results = append(results, one)
			result = append(result, []string{"_", "a" + fmt.Sprint(len(results))}[random.IntN(2)])
		}
	}
	omitted := 0
	for _, r := range results {
		if strings.HasSuffix(r, "*Response") {
			omitted++
		}
	}
	directive := ""
	if values := len(results) - omitted; values > 1 && !named || values > 0 && random.IntN(4) == 0 {
		directive = "//mcp:result " + strings.Join(result[:values], ",") + "\n"
	}
	if random.IntN(2) == 0 {
		if named && len(results) > 0 {
			results = append(results, name()+" error")
		} else {
			results = append(results, "error")
		}
	}
	for j, p := range params {
		if head, n, ok := strings.Cut(p, " P"); ok && len(n) < 3 {
			at := 0
			fmt.Sscan(n, &at)
			params[j] = head + " " + drawnParams[at]
		}
	}
	receiver := []string{"(self *Service) ", "(self Service) ", ""}[random.IntN(3)]
	return fmt.Sprintf("\n//mcp:tool auth=unrestricted\n%sfunc %sF%d(%s) (%s) { panic(0) }\n", directive, receiver, i,
		strings.Join(params, ", "), strings.Join(results, ", "))
}
