package emit

import (
	"bytes"
	"fmt"
	"go/format"
	"go/scanner"
	"go/token"
	"runtime"
	"sync"

	"golang.org/x/tools/imports"
)

// format renders the file and formats it. Formatting is most of the cost of a run, so it is done once, by pieces at the
// same time: the head with the imports by x/tools, which groups them, the declarations as gofmt does.
func (e *emitter) format() ([]byte, error) {
	var raw bytes.Buffer
	e.file.NoFormat = true
	if err := e.file.Render(&raw); err != nil {
		return nil, fmt.Errorf("writing the generated file: %w", err)
	}
	pieces := split(raw.Bytes())
	errs := make([]error, len(pieces))
	var wg sync.WaitGroup
	for i := range pieces {
		wg.Go(func() {
			if i == 0 {
				pieces[i], errs[i] = imports.Process(Name, pieces[i], &imports.Options{FormatOnly: true, Comments: true, TabIndent: true, TabWidth: 8})
			} else {
				pieces[i], errs[i] = format.Source(pieces[i])
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("formatting the generated file: %w", err)
		}
	}
	var out bytes.Buffer
	for _, piece := range pieces {
		if piece = bytes.TrimSpace(piece); out.Len() > 0 && len(piece) > 0 {
			out.WriteString("\n\n")
		}
		out.Write(piece)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// minPieceBytes is the size below which another goroutine does not pay.
const minPieceBytes = 16 << 10

// split cuts Go source between top-level declarations: first the package clause and imports, then pieces of about the
// same size, as many as there are processors.
func split(source []byte) [][]byte {
	var s scanner.Scanner
	fset := token.NewFileSet()
	file := fset.AddFile("", fset.Base(), len(source))
	s.Init(file, source, nil, 0)
	var pieces [][]byte
	from, depth, size := 0, 0, len(source)
	head, first := true, token.ILLEGAL
	for {
		pos, tok, _ := s.Scan()
		if tok == token.EOF {
			return append(pieces, source[from:])
		}
		if first == token.ILLEGAL {
			first = tok
			if head && tok != token.PACKAGE && tok != token.IMPORT {
				head = false
				at := declarationStart(source, file.Offset(pos))
				pieces = append(pieces, source[:at])
				from, size = at, max(minPieceBytes, (len(source)-at)/runtime.GOMAXPROCS(0)+1)
			}
		}
		switch tok {
		case token.LPAREN, token.LBRACE, token.LBRACK:
			depth++
		case token.RPAREN, token.RBRACE, token.RBRACK:
			depth--
		case token.SEMICOLON:
			if depth > 0 {
				continue
			}
			first = token.ILLEGAL
			if end := file.Offset(pos); !head && end-from >= size {
				pieces = append(pieces, source[from:end])
				from = end
			}
		}
	}
}

// declarationStart moves from a declaration back over the comment lines directly above it.
func declarationStart(source []byte, at int) int {
	for {
		line := source[:at]
		begin := bytes.LastIndexByte(bytes.TrimSuffix(line, []byte("\n")), '\n') + 1
		if begin >= at || !bytes.HasPrefix(line[begin:], []byte("//")) {
			return at
		}
		at = begin
	}
}
