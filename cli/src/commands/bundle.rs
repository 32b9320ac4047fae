//! `paicha bundle`: a pack as one JSON file.

use crate::args::{BundleArgs, Common};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::load;
use crate::output::Screen;
use crate::output::target::Target;
use paicha::Message;

/// Runs the command.
pub fn run(args: &BundleArgs, common: &Common, screen: &Screen) -> Result<Exit, Failure> {
    let pack = load::pack(&args.pack, common)?;
    let text = pack.to_bundle()?;
    let mut target = Target::open(args.output.as_deref())?;
    target.put(text.as_bytes())?;
    let is_file = target.is_file();
    target.finish()?;
    if let (true, Some(path)) = (is_file, &args.output) {
        let (info, bytes, digest) = (&pack.items().info, text.len(), pack.digest());
        screen.notice(&Message::new(
            format!("{} {} 已写入 {}，{bytes} 字节，规则摘要 {digest}", info.title, info.version, path.display()),
            format!("{} {} written to {}, {bytes} bytes, digest {digest}", info.title, info.version, path.display()),
        ));
    }
    Ok(Exit::Well)
}
