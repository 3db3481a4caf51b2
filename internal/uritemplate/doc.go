// Package uritemplate is the one language of resource URIs, for the generator that accepts them and the runtime that
// serves them: RFC 6570 templates of level 1 over RFC 3986 URIs, with what makes matching them cheap and unambiguous.
//
// A template is literal text and variables, as notes://{owner}/{id}:
//
//   - It is an absolute URI, at most [MaxTemplateBytes] long.
//   - A variable's name consists of letters, digits and underscores; none occurs twice.
//   - What stands between two variables begins with a reserved character, as "/": a value ends there.
//
// A variable stands for one or more unreserved characters or percent-encoded bytes, and never for something that is or
// hides a path separator, "." or "..", or for control characters. So at most one way leads through a URI, and
// [Template.Overlaps] can say before anything is served whether two templates share one.
package uritemplate
