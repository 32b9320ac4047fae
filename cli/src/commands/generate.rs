//! `paicha generate`: made-up places of a pack, to try it with.

use crate::args::{Common, GenerateArgs};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::load;
use crate::output::Screen;
use crate::output::places::PlacesTable;
use crate::output::target::Target;
use paicha::Message;
use paicha::generate::Generator;
use paicha::table::Vocabulary;

/// Runs the command.
pub fn run(args: &GenerateArgs, common: &Common, screen: &Screen) -> Result<Exit, Failure> {
    let blank = share(args.blank)?;
    let pack = load::pack(&args.pack, common)?;
    let vocabulary = Vocabulary::new(pack.items());
    let target = Target::open(args.output.as_deref())?;
    let is_file = target.is_file();
    let mut table = PlacesTable::new(pack.items(), &vocabulary, target)?;
    let mut generator = Generator::new(&pack, args.seed, blank);
    for _ in 0..args.rows {
        if let Some((row, values)) = generator.next() {
            table.place(&row, &values)?;
        }
    }
    table.finish()?;
    if let (true, Some(path)) = (is_file, &args.output) {
        let (rows, path) = (args.rows, path.display());
        screen.notice(&Message::new(
            format!("{rows} 个虚构场所已写入 {path}"),
            format!("{rows} made-up places written to {path}"),
        ));
    }
    Ok(Exit::Well)
}

/// The share of cells left blank.
fn share(blank: f64) -> Result<f64, Failure> {
    if (0.0..=1.0).contains(&blank) {
        return Ok(blank);
    }
    Err(Failure::usage(
        "F023",
        "--blank 是空格所占的比例，应在 0 和 1 之间",
        "--blank is the share of blank cells, from 0 to 1",
    )
    .help("例如 --blank 0.2，五格里空一格", "for example --blank 0.2 leaves one cell in five blank"))
}
