namespace GptMessenger.Application.Languages;

/// <summary>Words of languages that this product has no texts in: who writes Italian is not answered in Spanish because it is the nearest.</summary>
internal static class ForeignWords
{
    public const string Common = """
        che chi cosa quanto quanta quali dove perché perche sono sei siamo siete hanno avete abbiamo ho hai il gli della delle degli dei nella nel dello dal alla alle questo questa questi quello quella anche ancora più piu non molto grazie ciao buongiorno buonasera salve prego vorrei posso puoi potete si può costa spedizione spedite spedire taglia taglie scarpe giacca
        você voce vocês voces não nao sim obrigado obrigada olá ola bom boa tarde dia noite tem têm isto isso este esta são sao uma umas uns dos das pelo pela com sem quanto quando onde qual quais fica posso queria gostaria preciso tamanho tamanhos sapatos casaco entrega frete preço devolver loja ainda também já
        het een ik jij je jullie u wij zij niet geen wel ook maar met voor van naar bij uit aan op er dit dat deze die zijn hebben heeft hebt kan kunt kunnen wil wilt graag bedankt hoi goedemorgen goedendag wat wanneer waar waarom hoeveel maat maten schoenen jas jassen verzending bezorgen winkel nog
        jeg du dere vi de har er ikke og eller men med til fra på som hva hvor når hvordan kan vil skal takk hei god morgen dag størrelse sko jakke frakt levere også også noe noen dette hvad hvornår hvilken tak hej jag ni är inte och eller men från vad hur kan vill ska tack hej storlek skor jacka frakt
        czy jest są nie tak proszę dziękuję dzień dobry cześć ile kosztuje rozmiar buty kurtka wysyłka mam macie ma jak gdzie kiedy dla mnie merhaba teşekkürler var mı ne kadar bu için ve bir nerede beden ayakkabı mennyi van nem igen köszönöm szia děkuji ahoj kolik stojí máte prosím
        """;
}
