package mcpruntime

import (
	"encoding/base64"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/codec"
)

// OneContent sends one piece of content: text, an image, sound, a link or an embedded resource.
func OneContent() Result[mcp.Content] {
	return Result[mcp.Content]{kind: kindMCP, convert: func(out *mcp.Content) (*mcp.CallToolResult, error) {
		return &mcp.CallToolResult{Content: []mcp.Content{*out}}, nil
	}}
}

// Contents sends several pieces of content.
func Contents() Result[[]mcp.Content] {
	return Result[[]mcp.Content]{kind: kindMCP, convert: func(out *[]mcp.Content) (*mcp.CallToolResult, error) {
		return &mcp.CallToolResult{Content: *out}, nil
	}}
}

// ToolResult sends mcp-go's result as it is, which may be an error or ask for input.
func ToolResult() Result[*mcp.CallToolResult] {
	return Result[*mcp.CallToolResult]{kind: kindMCP, convert: func(out **mcp.CallToolResult) (*mcp.CallToolResult, error) {
		return *out, nil
	}}
}

// PromptResult says how the value of a prompt's function becomes messages. Make one with [PromptText], [PromptMessage],
// [PromptMessages] or [PromptReply]; the zero PromptResult refuses registration.
type PromptResult[Out any] struct {
	convert func(*Out) (*mcp.GetPromptResult, error)
}

// PromptText makes one message of the user.
func PromptText() PromptResult[string] {
	return PromptResult[string]{func(out *string) (*mcp.GetPromptResult, error) {
		return &mcp.GetPromptResult{Messages: []mcp.PromptMessage{mcp.NewPromptMessage(mcp.RoleUser, mcp.NewTextContent(*out))}}, nil
	}}
}

// PromptMessage is one message.
func PromptMessage() PromptResult[mcp.PromptMessage] {
	return PromptResult[mcp.PromptMessage]{func(out *mcp.PromptMessage) (*mcp.GetPromptResult, error) {
		return &mcp.GetPromptResult{Messages: []mcp.PromptMessage{*out}}, nil
	}}
}

// PromptMessages are several messages.
func PromptMessages() PromptResult[[]mcp.PromptMessage] {
	return PromptResult[[]mcp.PromptMessage]{func(out *[]mcp.PromptMessage) (*mcp.GetPromptResult, error) {
		return &mcp.GetPromptResult{Messages: *out}, nil
	}}
}

// PromptReply is mcp-go's result as it is, which may ask for input.
func PromptReply() PromptResult[*mcp.GetPromptResult] {
	return PromptResult[*mcp.GetPromptResult]{func(out **mcp.GetPromptResult) (*mcp.GetPromptResult, error) { return *out, nil }}
}

// ResourceResult says how the value of a resource's function becomes its content. Make one with [ResourceText],
// [ResourceBytes], [ResourceTextOrBytes], [ResourceJSON], [ResourceContent], [ResourceContents] or [ResourceReply]; the zero
// ResourceResult refuses registration.
type ResourceResult[Out any] struct {
	convert func(out *Out, uri, mime string) (*mcp.ReadResourceResult, error)
}

// ResourceText is text.
func ResourceText() ResourceResult[string] {
	return ResourceResult[string]{func(out *string, uri, mime string) (*mcp.ReadResourceResult, error) {
		return contents(mcp.TextResourceContents{URI: uri, MIMEType: mime, Text: *out}), nil
	}}
}

// ResourceBytes is binary.
func ResourceBytes() ResourceResult[[]byte] {
	return ResourceResult[[]byte]{func(out *[]byte, uri, mime string) (*mcp.ReadResourceResult, error) {
		blob := base64.StdEncoding.EncodeToString(*out)
		return contents(mcp.BlobResourceContents{URI: uri, MIMEType: mime, Blob: blob}), nil
	}}
}

// ResourceJSON is the JSON of a value, as text.
func ResourceJSON[Out any](encode func(*codec.Encoder, *Out)) ResourceResult[Out] {
	if encode == nil {
		return ResourceResult[Out]{}
	}
	return ResourceResult[Out]{func(out *Out, uri, mime string) (*mcp.ReadResourceResult, error) {
		text, err := codec.Append(nil, out, encode)
		return contents(mcp.TextResourceContents{URI: uri, MIMEType: mime, Text: string(text)}), err
	}}
}

// ResourceContent is one of mcp-go's contents; what leaves out its URI has that of the request.
func ResourceContent() ResourceResult[mcp.ResourceContents] {
	return ResourceResult[mcp.ResourceContents]{func(out *mcp.ResourceContents, _, _ string) (*mcp.ReadResourceResult, error) {
		return contents(*out), nil
	}}
}

// ResourceContents are several of mcp-go's contents.
func ResourceContents() ResourceResult[[]mcp.ResourceContents] {
	return ResourceResult[[]mcp.ResourceContents]{func(out *[]mcp.ResourceContents, _, _ string) (*mcp.ReadResourceResult, error) {
		return contents(*out...), nil
	}}
}

// ResourceReply is mcp-go's result as it is, which may ask for input.
func ResourceReply() ResourceResult[*mcp.ReadResourceResult] {
	return ResourceResult[*mcp.ReadResourceResult]{
		func(out **mcp.ReadResourceResult, _, _ string) (*mcp.ReadResourceResult, error) { return *out, nil },
	}
}

func contents(list ...mcp.ResourceContents) *mcp.ReadResourceResult {
	return &mcp.ReadResourceResult{Contents: list}
}
