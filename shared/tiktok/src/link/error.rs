//! Why a text is no link to a TikTok post.

use domain::Handle;

/// Why a text is no link to a TikTok post; each is one sentence a seller can act on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// No link in the text, or not one that a browser opens.
    #[error("That is not a link. In TikTok, tap Share and then Copy link, and paste it here.")]
    NotAUrl,
    /// More text than any link needs.
    #[error("That is too long to be a link.")]
    TooLong,
    /// A link to a site other than TikTok.
    #[error("That link leads to {host}, which is not TikTok.")]
    OtherSite {
        /// The other site's host, in its ASCII form.
        host: String,
    },
    /// A link into a private network.
    #[error("That link leads into a private network, not to TikTok.")]
    PrivateAddress,
    /// A user name or password stands before the host, as in links made to mislead.
    #[error("That link carries a user name before the site's name; TikTok's links do not.")]
    UserInfo,
    /// A port other than the web's.
    #[error("That link names port {port}; TikTok's links name none.")]
    Port {
        /// The port asked for.
        port: u16,
    },
    /// A live stream, which has no lasting post.
    #[error("That link leads to a live stream. Only videos and photo posts can be imported.")]
    LiveStream,
    /// A profile; the handle is missing where TikTok's link names the account by number.
    #[error("That link leads to a profile. Open one of its posts and copy that link.")]
    Profile {
        /// Whose profile.
        handle: Option<Handle>,
    },
    /// Some other page of TikTok: music, a hashtag, a collection, the start page.
    #[error("That link leads to a page of TikTok that is not a post.")]
    NotAPost,
    /// A post's link whose number is cut off or mistyped.
    #[error("The number of the post in that link is not complete. Copy the link again.")]
    BadId,
}

impl LinkError {
    /// Whether the link does not lead to TikTok at all.
    pub(crate) fn is_elsewhere(&self) -> bool {
        matches!(self, Self::OtherSite { .. } | Self::PrivateAddress)
    }
}
