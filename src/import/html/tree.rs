//! A page as a tree, built by html5ever's tree construction: what browsers make of the same markup.
//!
//! Nodes lie in one vector and point to each other by index. Markup that would make the standard's algorithm quadratic
//! (elements nested without end, styles that are opened again in each paragraph) is held back at the limits.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag as TagToken, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, ExpandedName, LocalName, Namespace, QualName, TokenizerResult, ns};

use super::attributes::Attributes;
use super::markup::{self, Markup, Start};
use super::tag::Tag;
use crate::import::limits::{MAX_ATTRIBUTES, MAX_HTML_DEPTH, MAX_HTML_NODES};

/// A node's place in its tree.
pub type Id = usize;

/// A page.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    /// Something was left out at a limit.
    pub cut: bool,
}

/// An element, a text, or what is neither.
#[derive(Debug)]
pub struct Node {
    parent: Pointer,
    first: Pointer,
    last: Pointer,
    previous: Pointer,
    next: Pointer,
    depth: u32,
    /// Line of the document.
    pub line: u32,
    /// What it is.
    pub content: Content,
}

/// Another node, if there is one, in four bytes: pages have hundreds of thousands of them.
#[derive(Clone, Copy, Debug)]
struct Pointer(u32);

impl Pointer {
    const NOWHERE: Self = Self(u32::MAX);

    fn to(id: Option<Id>) -> Self {
        id.and_then(|id| u32::try_from(id).ok()).map_or(Self::NOWHERE, Self)
    }

    fn get(self) -> Option<Id> {
        (self.0 != u32::MAX).then_some(self.0 as usize)
    }

    fn take(&mut self) -> Option<Id> {
        std::mem::replace(self, Self::NOWHERE).get()
    }
}

/// What a node is.
#[derive(Debug)]
pub enum Content {
    /// The page itself, a comment.
    Nothing,
    /// Text, its references resolved.
    Text(StrTendril),
    /// An element.
    Element(Tag, LocalName, Vec<Attribute>),
}

impl Tree {
    /// The tree of `markup`.
    pub fn parse(markup: &str) -> Self {
        let sink = Sink { tree: RefCell::new(Growing::default()) };
        let builder = TreeBuilder::new(sink, TreeBuilderOpts { scripting_enabled: false, ..Default::default() });
        let tokenizer = Tokenizer::new(Gate { builder }, TokenizerOpts::default());
        let input = BufferQueue::default();
        let tamed = tame(markup);
        input.push_back(StrTendril::from(&*tamed));
        // it stops at scripts, for who would run them
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        tokenizer.end();
        let growing = tokenizer.sink.builder.sink.tree.into_inner();
        Self { nodes: growing.nodes, cut: growing.cut || matches!(tamed, Cow::Owned(_)) }
    }

    /// The page itself, which holds all others.
    pub const ROOT: Id = 0;

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The node at `id`.
    pub fn node(&self, id: Id) -> &Node {
        &self.nodes[id]
    }

    /// What element it is; another one for a text.
    pub fn tag(&self, id: Id) -> Tag {
        match &self.nodes[id].content {
            Content::Element(tag, ..) => *tag,
            Content::Nothing | Content::Text(_) => Tag::OTHER,
        }
    }

    /// Its name, also where it is none of HTML; empty for a text.
    pub fn name(&self, id: Id) -> &str {
        match &self.nodes[id].content {
            Content::Element(_, name, _) => name,
            Content::Nothing | Content::Text(_) => "",
        }
    }

    /// What is said of it.
    pub fn attributes(&self, id: Id) -> Attributes<'_> {
        match &self.nodes[id].content {
            Content::Element(_, _, list) => Attributes::Parsed(list),
            Content::Nothing | Content::Text(_) => Attributes::Parsed(&[]),
        }
    }

    /// The value of an attribute.
    pub fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        match &self.nodes[id].content {
            Content::Element(_, _, list) => {
                list.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
            }
            Content::Nothing | Content::Text(_) => None,
        }
    }

    /// What it stands in.
    pub fn parent(&self, id: Id) -> Option<Id> {
        self.nodes[id].parent.get()
    }

    /// What it stands in, from the inside out.
    pub fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.nodes[id].parent.get(), |id| self.nodes[*id].parent.get())
    }

    /// What stands in it.
    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.nodes[id].first.get(), |id| self.nodes[*id].next.get())
    }

    /// What follows it in its parent.
    pub fn next(&self, id: Id) -> Option<Id> {
        self.nodes[id].next.get()
    }

    /// What stands before it in its parent.
    pub fn previous(&self, id: Id) -> Option<Id> {
        self.nodes[id].previous.get()
    }

    /// Everything in it and itself, in the order of the page.
    pub fn all(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(Some(id), move |at| self.following(*at, id))
    }

    /// The node after `at` in the order of the page, within `top`.
    fn following(&self, at: Id, top: Id) -> Option<Id> {
        self.nodes[at].first.get().or_else(|| self.after(at, top))
    }

    /// The node after `at` and all in it, within `top`.
    pub fn after(&self, at: Id, top: Id) -> Option<Id> {
        let mut at = at;
        while at != top {
            if let Some(next) = self.nodes[at].next.get() {
                return Some(next);
            }
            at = self.nodes[at].parent.get()?;
        }
        None
    }

    /// The text in it, as written.
    pub fn text(&self, id: Id) -> String {
        let texts = self.all(id).filter_map(|id| match &self.nodes[id].content {
            Content::Text(text) => Some(&**text),
            Content::Nothing | Content::Element(..) => None,
        });
        texts.collect()
    }
}

/// `markup` without the attributes over the limit: the tokenizer looks for each new one among those before it.
fn tame(markup: &str) -> Cow<'_, str> {
    let mut tamed = String::new();
    let mut copied = 0;
    let mut tokens = Markup::new(markup);
    while let Some(token) = tokens.next() {
        let markup::Token::Open(Start { attributes, .. }) = token else { continue };
        if let Some(rest) = attributes.rest_after(MAX_ATTRIBUTES) {
            let end = tokens.position() - 1;
            tamed.push_str(&markup[copied..end - rest]);
            copied = end;
        }
    }
    if copied == 0 { Cow::Borrowed(markup) } else { Cow::Owned(tamed + &markup[copied..]) }
}

/// A tree while it is being built.
#[derive(Debug)]
struct Growing {
    nodes: Vec<Node>,
    line: u32,
    /// How deep the next element will stand.
    depth: u32,
    cut: bool,
}

impl Default for Growing {
    fn default() -> Self {
        let mut growing = Self { nodes: Vec::new(), line: 1, depth: 0, cut: false };
        growing.add(Content::Nothing);
        growing
    }
}

impl Growing {
    fn add(&mut self, content: Content) -> Id {
        self.nodes.push(Node {
            parent: Pointer::NOWHERE,
            first: Pointer::NOWHERE,
            last: Pointer::NOWHERE,
            previous: Pointer::NOWHERE,
            next: Pointer::NOWHERE,
            depth: 0,
            line: self.line,
            content,
        });
        self.nodes.len() - 1
    }

    fn previous(&self, parent: Id, next: Option<Id>) -> Option<Id> {
        next.map_or(self.nodes[parent].last, |next| self.nodes[next].previous).get()
    }

    /// Puts `id` before `next` in `parent`, or at its end.
    fn insert(&mut self, parent: Id, id: Id, next: Option<Id>) {
        self.detach(id);
        let previous = self.previous(parent, next);
        let depth = self.nodes[parent].depth + 1;
        let this = Pointer::to(Some(id));
        let node = &mut self.nodes[id];
        (node.parent, node.depth) = (Pointer::to(Some(parent)), depth);
        (node.previous, node.next) = (Pointer::to(previous), Pointer::to(next));
        self.depth = depth;
        match previous {
            Some(previous) => self.nodes[previous].next = this,
            None => self.nodes[parent].first = this,
        }
        match next {
            Some(next) => self.nodes[next].previous = this,
            None => self.nodes[parent].last = this,
        }
    }

    fn detach(&mut self, id: Id) {
        let node = &mut self.nodes[id];
        let Some(parent) = node.parent.take() else { return };
        let (previous, next) = (node.previous.take(), node.next.take());
        match previous {
            Some(previous) => self.nodes[previous].next = Pointer::to(next),
            None => self.nodes[parent].first = Pointer::to(next),
        }
        match next {
            Some(next) => self.nodes[next].previous = Pointer::to(previous),
            None => self.nodes[parent].last = Pointer::to(previous),
        }
    }

    /// Puts `child` before `next` in `parent`, or at its end; text joins the text before it.
    fn place(&mut self, parent: Id, child: NodeOrText<Handle>, next: Option<Id>) {
        let text = match child {
            NodeOrText::AppendNode(handle) => return self.insert(parent, handle.id, next),
            NodeOrText::AppendText(text) => text,
        };
        let previous = self.previous(parent, next);
        if let Some(Content::Text(before)) = previous.map(|previous| &mut self.nodes[previous].content) {
            before.push_tendril(&text);
            return;
        }
        let depth = self.depth;
        let id = self.add(Content::Text(text));
        self.insert(parent, id, next);
        self.depth = depth;
    }
}

/// A node as the builder holds it, with the name that it asks for again and again.
#[derive(Clone, Debug)]
struct Handle {
    id: Id,
    name: Option<(Namespace, LocalName)>,
}

/// Takes the builder's orders. They come by shared reference, hence the cell.
struct Sink {
    tree: RefCell<Growing>,
}

impl Sink {
    fn nothing(&self) -> Handle {
        Handle { id: self.tree.borrow_mut().add(Content::Nothing), name: None }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = ();
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) {}

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: Tree::ROOT, name: None }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        const NO_SPACE: &Namespace = &ns!();
        const NO_NAME: &LocalName = &html5ever::local_name!("");
        let (ns, local) = target.name.as_ref().map_or((NO_SPACE, NO_NAME), |(ns, local)| (ns, local));
        ExpandedName { ns, local }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let tag = if name.ns == ns!(html) || &*name.local == "svg" { Tag::new(&name.local) } else { Tag::OTHER };
        let id = self.tree.borrow_mut().add(Content::Element(tag, name.local.clone(), attributes));
        Handle { id, name: Some((name.ns, name.local)) }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.nothing()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.nothing()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.tree.borrow_mut().place(parent.id, child, None);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.tree.borrow().nodes[element.id].parent.get().is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, handle: &Handle) {
        let mut tree = self.tree.borrow_mut();
        tree.depth = tree.nodes[handle.id].depth.saturating_sub(1);
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        if let Some(parent) = tree.nodes[sibling.id].parent.get() {
            tree.place(parent, child, Some(sibling.id));
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        if let Content::Element(_, _, own) = &mut tree.nodes[target.id].content {
            for attribute in attributes {
                if !own.iter().any(|known| known.name == attribute.name) {
                    own.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = tree.nodes[node.id].first.get() {
            tree.insert(new_parent.id, child, None);
        }
    }

    fn set_current_line(&self, line: u64) {
        self.tree.borrow_mut().line = u32::try_from(line).unwrap_or(u32::MAX);
    }
}

/// Stands between tokenizer and builder and keeps back what is over the limits.
struct Gate {
    builder: TreeBuilder<Handle, Sink>,
}

impl Gate {
    fn passes(&self, token: &Token) -> bool {
        let mut tree = self.builder.sink.tree.borrow_mut();
        let is_full = tree.nodes.len() >= MAX_HTML_NODES;
        let is_deep = tree.depth as usize >= MAX_HTML_DEPTH;
        let stays_out = match token {
            Token::TagToken(TagToken { kind: TagKind::StartTag, name, .. }) => {
                (is_full || is_deep) && !Tag::new(name).is_raw()
            }
            Token::CharacterTokens(_) | Token::CommentToken(_) | Token::TagToken(_) => is_full,
            Token::ParseError(_) => true,
            Token::DoctypeToken(_) | Token::NullCharacterToken | Token::EOFToken => false,
        };
        tree.cut |= stays_out && !matches!(token, Token::ParseError(_));
        stays_out
    }
}

impl TokenSink for Gate {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        if self.passes(&token) { TokenSinkResult::Continue } else { self.builder.process_token(token, line) }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree in short: `p(a b(c))`.
    fn show(tree: &Tree, id: Id) -> String {
        match &tree.node(id).content {
            Content::Text(text) => text.to_string(),
            Content::Nothing | Content::Element(..) => {
                let inner: Vec<String> = tree.children(id).map(|child| show(tree, child)).collect();
                format!("{}({})", tree.name(id), inner.join(" "))
            }
        }
    }

    #[test]
    fn trees_are_those_of_browsers() {
        for (markup, expected) in [
            ("<p>a<b>b<p>c</b>d", "(html(head() body(p(a b(b)) p(b(c) d))))"),
            ("<table>a<tr><td>b", "(html(head() body(a table(tbody(tr(td(b)))))))"),
            ("<title>a<b></title><li>c<li>d", "(html(head(title(a<b>)) body(li(c) li(d))))"),
            ("a<script>b</script>c", "(html(head() body(a script(b) c)))"),
            ("<noscript><img></noscript>x", "(html(head(noscript()) body(img() x)))"),
        ] {
            assert_eq!(show(&Tree::parse(markup), Tree::ROOT), expected, "{markup}");
        }
    }

    #[test]
    fn what_is_nested_without_end_is_held_back() {
        for markup in ["<div>", "<b>", "<p><b id=1>", "<table><tr><td>", "<a x=1>y", "<svg><g>"] {
            let tree = Tree::parse(&format!("{}z", markup.repeat(20_000)));
            assert!(tree.len() < 200_000, "{markup}: {}", tree.len());
            assert!(tree.text(Tree::ROOT).ends_with('z'), "{markup}");
        }
        let attributes: String = (0..50_000).map(|at| format!("a{at} ")).collect();
        let tree = Tree::parse(&format!("<p {attributes} z=1>x</p><p y=2>"));
        assert!(tree.cut && tree.text(Tree::ROOT) == "x");
        let styles: String = (0..5_000).map(|id| format!("<p><b id={id}>x</p>")).collect();
        assert!(Tree::parse(&styles).cut);
    }
}
