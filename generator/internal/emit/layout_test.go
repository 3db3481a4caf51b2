package emit

import (
	"bytes"
	"fmt"
	"go/format"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// TestLayoutIsGofmt: every generated file of the repository and of the goldens, which other tests compare with what is
// generated, is as gofmt writes it. Of all but the golden that is named for it,
// and those with struct tags, layout needs no help of gofmt's.
func TestLayoutIsGofmt(t *testing.T) {
	files := generatedFiles(t)
	if len(files) < 25 {
		t.Fatalf("found only %d generated files", len(files))
	}
	for name, source := range files {
		t.Run(name, func(t *testing.T) {
			if formatted, err := format.Source(source); err != nil || !bytes.Equal(formatted, source) {
				t.Errorf("gofmt would change it: %v\n%s", err, cmp.Diff(string(source), string(formatted)))
			}
			declarations := source[bytes.Index(source, []byte("// "+handshakeOpening)):]
			got, ok := layout(nil, flat(declarations))
			_, aliases, _ := bytes.Cut(source, []byte(aliasComment))
			aliases, _, _ = bytes.Cut(aliases, []byte("\n)\n"))
			leave := strings.Contains(name, "left_to_gofmt") || bytes.Contains(aliases, []byte("`")) // struct tags
			if leave == ok {
				t.Fatalf("layout knows all: %v", ok)
			}
			if ok && !bytes.Equal(got, declarations) {
				t.Error(cmp.Diff(string(declarations), string(got)))
			}
		})
	}
}

// flat takes indentation and alignment out of source, outside of comments.
func flat(source []byte) []byte {
	var out bytes.Buffer
	for line := range bytes.Lines(source) {
		if !bytes.HasPrefix(line, []byte("//")) && !bytes.Contains(line, []byte(`"`)) && !bytes.Contains(line, []byte("`")) {
			line = append(bytes.Join(bytes.Fields(line), []byte(" ")), '\n')
		}
		out.Write(bytes.TrimLeft(line, "\t"))
	}
	return out.Bytes()
}

// generatedFiles are those below the root of the repository, in archives too, by path.
func generatedFiles(t *testing.T) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	keep := func(path string, source []byte) {
		if bytes.Contains(source, []byte(handshakeOpening)) { // the others are made up for a test
			found[path] = source
		}
	}
	root := filepath.Join("..", "..", "..")
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == ".git"):
			return fs.SkipDir
		case filepath.Base(path) == Name:
			source, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			keep(path, source)
		case strings.HasSuffix(path, ".txtar"):
			archive, err := txtar.ParseFile(path)
			if err != nil {
				return err
			}
			for _, f := range archive.Files {
				if filepath.Base(f.Name) == Name {
					keep(path+"/"+f.Name, f.Data)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestLayout compares single constructs with gofmt, jennifer's blanks and line breaks before them.
func TestLayout(t *testing.T) {
	for _, source := range []string{
		"const _ = mcpruntime . GenVersion1 \n",
		"// F is a function.\n//\n//\tin a table\nfunc F () { \n} \n\nvar x = 1 \n\n\n\ntype T struct {\nA int\n} \n",
		"func (t * Service) RegisterMCP (s * mcpruntime.Server) error {\nif t == nil {\nreturn x . Err\n}\nreturn s . Register (\nf (1),\n)\n}\n",
		"type in struct {\nID string\nNoteIDs [] string\nP * Page [Note]\nQ Page [[]Note]\nA [3] int\nM map[string] * T\nÄöü any\n}\n",
		"type in struct {\nE struct{}\nLonger string\n}\n",
		"var s = T {\nA : 1,\nLonger : `a` + \n `b` + \n `c`,\nB : 2,\nCcc : 3,\n}\n",
		"var s = T {\nName : \"x\",\nArguments : [] A {\n{Name : \"n\",Required : true},\n{Name : \"longer\",Title : \"t\"},\n},\nB : 1,\nBbb : - 1.5e-9,\n}\n",
		"var m = codec.Optional (\"a\") . \nDefault (\"a\",`1`) . \nDefault (\"b\",`2`) \n\nvar n = T {\nA : x . \nF (),\nLonger : 1,\n}\n",
		"var m = map[string] any {\n\"a\" : [] any {1,2},\n\"ümläut\" : true,\n}\n",
		"var c = check.Arg (\"owns\",func (ctx context.Context,_ * check.Request,in * T) error {\nreturn owns (ctx,in . ID,true)\n})\n",
		"func d (d * codec.Decoder,v * T) {\nv . A = codec.Pointer [int] (1)\nfor o := d . Object (& m) ; o . Next () ; {\nswitch o . Name () {\ncase \"a\":\ncodec.ReadInt (d,& v . A)\ncase \"b\":\ncodec.ReadArray (d,v . B [:],func (d * codec.Decoder,v * [] T) {\ncodec.ReadAny (d,(* any) (v))\n})\n}\n}\n}\n",
		"func e (e * codec.Encoder,v * T) {\nif v . A != nil && ! v . T . IsZero () && v . S != (S {}) && len (v . B) != 0 {\ne . Begin ()\n}\n}\n",
		"var f = func () (struct{},error) {\nreturn struct{} {},x . F (* in)\n}\n",
		"var f = func () [] T {\nreturn nil\n}\n\nvar g = func () * T {\nreturn nil\n}\n",
		"func f () {\nfor o := d . Object (& m) ; o . Next () ; { \n }\n}\n",
	} {
		want, err := format.Source([]byte("package p\n\n" + source))
		if err != nil {
			t.Errorf("%v: %s", err, source)
			continue
		}
		got, ok := layout(nil, []byte(source))
		if diff := cmp.Diff(strings.TrimPrefix(string(want), "package p\n\n"), string(got)); !ok || diff != "" {
			t.Errorf("%s\nknowing all: %v, -gofmt +layout:\n%s", source, ok, diff)
		}
	}
}

// TestLayoutLeavesToGofmt: what layout would have to guess, it does not write.
func TestLayoutLeavesToGofmt(t *testing.T) {
	for _, source := range []string{
		"var x = f(a + b, c)",
		"var x = a - 1",
		"var x = a / b",
		"var x = 1E9",
		"var x = 0XFF",
		"var x = 'a'",
		"var x = `two\nlines`",
		"var x = `a\rb`\nvar y = 2\n",
		"// a\rb\nvar x = 1\n",
		"var x = 1 // beside code\nvar y = 2",
		"// blanks at the end \nvar x = 1",
		"type T struct {\nF func(int) string\n}",
		"var f func(int)",
		"var f = g(func(int))",
		"/* block */\nvar x = 1",
		"func f() {\n// inside\nx()\n}",
		"func f() {\ngo x()\n}",
		"var x = map[string]int{\n\"a\": 1,\n" + fmt.Sprintf("%q", strings.Repeat("k", 50)) + ": 2,\n}",
		"var x = f(",
		"var x = )",
		"var x = \"",
		"var x = a | b",
	} {
		if got, ok := layout(nil, []byte(source)); ok {
			t.Errorf("%q was written as %q", source, got)
		}
	}
}
