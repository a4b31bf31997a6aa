use rapporteur::training::*;
fn main() {
    let model = Model::english();
    let chain = Chain::new(&model);
    for text in std::env::args().skip(1) {
        let text: &'static str = String::leak(text);
        let t = Text::new(text);
        let mut scores: Vec<Row> = Vec::new();
        t.features(&model.cues, &[], |f| scores.push(model.table.score(f).map(|x| x as f32 * model.table.scale)));
        let spans: Vec<_> = t.tokens().collect();
        for p in t.paragraphs() {
            let mut d = Decoder::default();
            d.run(&chain, &scores[p.clone()]);
            d.forward_backward(&chain, &scores[p.clone()]);
            for (i, at) in p.enumerate() {
                let m: Vec<String> = d.marginals[i][..11].iter().map(|x| format!("{:3.0}", x * 100.0)).collect();
                println!(
                    "{:14} {:2} {:?} | {}",
                    spans[at].of(text),
                    d.labels[i],
                    t.word(at).map(|w| model.cues.rate(w)),
                    m.join(" ")
                );
            }
        }
        for f in Finder::new(model.clone()).find(&t) {
            println!(
                "{:?} {:?} {:?} {}",
                f.source.map(|s| s.of(text)),
                f.cue.map(|s| s.of(text)),
                f.content.iter().map(|s| s.of(text)).collect::<Vec<_>>(),
                f.confidence
            );
        }
    }
}
