package mcpruntime

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/mark3labs/mcp-go/mcp"
)

// ReadContent reads a function's reader to its end and closes it, if it can be closed; nil is empty. An err that is not nil
// is returned: it is what the function returned beside the reader. More than [Config.MaxReadBytes] are an error, and so is
// the end of ctx, which closes the reader.
func ReadContent(ctx context.Context, r io.Reader, err error) ([]byte, error) {
	if r == nil {
		return nil, err
	}
	end := closing(r)
	defer end()
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, end)
	defer stop()
	most := boundsOf(ctx).bytes
	body, err := io.ReadAll(io.LimitReader(r, most+1))
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case err != nil:
		return nil, fmt.Errorf("reading the result: %w", err)
	case int64(len(body)) > most:
		return nil, fmt.Errorf("the result has more than %d bytes: ask for less", most)
	}
	return body, nil
}

// closing returns a function that closes a reader once.
func closing(r io.Reader) func() {
	c, ok := r.(io.Closer)
	if !ok {
		return func() {}
	}
	return sync.OnceFunc(func() { _ = c.Close() })
}

// ReadText is [ReadContent] for text: bytes that are no UTF-8 are an error.
func ReadText(ctx context.Context, r io.Reader, err error) (string, error) {
	body, err := ReadContent(ctx, r, err)
	if err == nil && !utf8.Valid(body) {
		return "", errNotText
	}
	return string(body), err
}

var errNotText = errors.New("the result is not text in UTF-8")

// TextOrBytes sends what was read of a reader: text if it is UTF-8, an image, a sound, or else an embedded resource with a
// name of its own. It has no output schema.
func TextOrBytes() Result[[]byte] {
	return Result[[]byte]{kind: kindMCP, convert: func(out *[]byte) (*mcp.CallToolResult, error) {
		return &mcp.CallToolResult{Content: []mcp.Content{contentOf(*out)}}, nil
	}}
}

func contentOf(body []byte) mcp.Content {
	if utf8.Valid(body) {
		return mcp.NewTextContent(string(body))
	}
	mime := http.DetectContentType(body)
	blob := base64.StdEncoding.EncodeToString(body)
	switch kind, _, _ := strings.Cut(mime, "/"); kind {
	case "image":
		return mcp.NewImageContent(blob, mime)
	case "audio":
		return mcp.NewAudioContent(blob, mime)
	}
	return mcp.NewEmbeddedResource(mcp.BlobResourceContents{URI: "urn:mcp:result:" + rand.Text(), MIMEType: mime, Blob: blob})
}

// ResourceTextOrBytes is what was read of a reader: text if it is UTF-8, else binary. Without a media type of the resource's
// own, it has that of its bytes.
func ResourceTextOrBytes() ResourceResult[[]byte] {
	return ResourceResult[[]byte]{func(out *[]byte, uri, mime string) (*mcp.ReadResourceResult, error) {
		if mime == "" {
			mime = http.DetectContentType(*out)
		}
		if utf8.Valid(*out) {
			return contents(mcp.TextResourceContents{URI: uri, MIMEType: mime, Text: string(*out)}), nil
		}
		return contents(mcp.BlobResourceContents{URI: uri, MIMEType: mime, Blob: base64.StdEncoding.EncodeToString(*out)}), nil
	}}
}
