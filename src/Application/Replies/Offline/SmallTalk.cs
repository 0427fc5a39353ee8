using GptMessenger.Application.Replies.Wordings;

namespace GptMessenger.Application.Replies.Offline;

/// <summary>A greeting alone, or thanks alone, gets a kind word and no products.</summary>
internal static class SmallTalk
{
    private static readonly Phrases Greetings = new("""
        hi hey heyy heyyy hello helo hiya howdy morning evening afternoon moin hallo hallochen servus gruezi gruss tag guten
        hola holaa holi buenas buenos bonjour bjr bonsoir bsr salut slt coucou cc
        """);

    private static readonly Phrases Thanks = new("""
        thanks thank thx thanx ty cheers bye goodbye danke dankeschon dankesehr dank merci mercii mrc gracias graciass grax adios tschuss tschuess ciao revoir
        ok okay oki okey great perfect perfekt perfecto parfait super cool nice alright klar prima toll genial vale entendido daccord accord dac top soiree journee nacht nuit
        """);

    private static readonly Phrases Fillers = new("""
        there all everyone everybody again you u so very much a lot many for your the help good day guys team to see later how are is going
        zusammen an alle euch ihnen dir gute guten abend morgen nacht tag mal ihr lieben schonen schone sehr vielen viele auf wiedersehen hab wie geht gehts alles gut fur die hilfe fuer
        que tal muy dias tardes noches muchas mil por todo la ayuda hasta luego pronto como estas esta bien
        a au tous toutes beaucoup bcp bien pour votre aide l la journee bonne soiree nuit ca va comment allez vous d
        sir madam dude man bro mate and und y et o is anybody anyone here somebody someone ist da jemand hier hay alguien ahi il quelqu un
        """);

    private static readonly string[] KindSigns = ["👍", "❤", "🙏", "😊", "😀", "😁", "🙂", "😍", "🥰", "👌", "💕", "🎉"];

    private static readonly string[] WavingSigns = ["👋"];

    /// <returns>Null: there is something to answer.</returns>
    public static string? Answer(Question question, Wording texts)
    {
        var words = question.Folded;
        if (words.Count == 0)
        {
            return Has(WavingSigns) ? texts.Greeting : Has(KindSigns) ? texts.Gladly : null;
        }

        bool isSmall = words.All(word => Greetings.Contains(word) || Thanks.Contains(word) || Fillers.Contains(word));
        return !isSmall ? null
            : words.Any(Thanks.Contains) ? texts.Gladly
            : words.Any(Greetings.Contains) ? texts.Greeting
            : null;

        bool Has(string[] signs) => Array.Exists(signs, sign => question.Text.Contains(sign, StringComparison.Ordinal));
    }
}
