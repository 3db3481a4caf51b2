// Package guard decides who may do what. It knows no wire: a [Query] says who asks, a [Target] what is asked for, and a
// [Decision] is the answer, alike for lists and for calls.
//
// The order of one decision:
//
//  1. The caller's token is verified, before there is a query.
//  2. Server layer, caller part: the server's checks that look at nothing but the caller. A refusal ends here, alike for any
//     name; a shortfall of scopes is carried on.
//  3. Lookup: an unknown name is missing, with carried scopes a challenge that names only these.
//  4. Own policy: a refusal makes the component hidden, answered like missing. A target with Challenge asks for the scopes
//     that are missing, and passes on the text of a check.Deny.
//  5. Server layer, component part: the server's other checks, also after a challenge of step 4.
//  6. The arguments are decoded: errors go only to callers who came this far.
//  7. Checks on arguments: a refusal is denied. In lists these checks count as passed.
//  8. Audit, then the function.
//
// Scopes are named only after every opaque check has let the caller pass, all shortfalls of steps 2, 4 and 5 in one
// challenge, and never those of a hidden component. Without a principal nothing is a challenge.
package guard
