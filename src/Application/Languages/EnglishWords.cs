namespace GptMessenger.Application.Languages;

/// <summary>What English is told by.</summary>
internal static class EnglishWords
{
    /// <summary>Words that hardly any English sentence does without, and those of chat.</summary>
    public const string Common = """
        a an the this that these those there here it its he him his her hers she we us our ours you your yours u ur they them their theirs i im ive id ill my mine myself
        is are was were be been being am isn aren wasn weren do does did dont don doesnt doesn didnt didn done doing has have had haven hasn hadn having havent hasnt
        can cant cannot could couldnt couldn should shouldn would wouldn will wont won shall may might must gonna wanna gotta lemme ll ve
        not no nor none nothing yes yeah yep yup nope and or but if then than so because cuz cos as of off at by for from in into on onto out over to too up with without
        about after again against all almost also always any anybody anyone anything anywhere around away back before behind below between both during each either else
        enough even ever every everything few first get gets getting give go goes going gone good got gotten great how however just keep kind know last least less let lets like
        little long look looking looks lot lots made make makes many maybe me more most much need needs never new next now often ok okay old once one only other another own
        people perhaps please pls plz quite rather really right said same say says see seen send show since some somebody someone something sometimes soon sorry still
        such sure take tell thank thanks thankyou thx ty thats theres things thing think through till today tomorrow tonight together two under until use used very
        wait want wants way well went what whats whatever when whens where wheres which while who whos whose why whys work works yesterday yet anyone
        hi hey hello hiya howdy morning evening afternoon bye cheers dear sir madam guys folks bro dude mate
        """;

    /// <summary>What is talked about in shops.</summary>
    public const string Shop = """
        account address affordable arrive arrived arrives arriving available availability bag bags belt best better big bigger biggest black blanket blue boots bought box boxes brand broken brown
        bundle buy buying cap card cards cart cash change charge cheap cheaper cheapest checkout child children clean close closed closes closing clothes coat coats code codes cold collect
        color colors colour colours come comes coming contact cost costs cotton country coupon courier credit customer customs damaged dark days daughter deal deals defective delay delayed
        deliver delivered delivers delivery details different discount discounts dress exchange exist expensive faulty favorite fees find fits fit fitting free friend friends gift gifts
        girl gloves goods green grey gray guarantee guide hat hats heavy help helpful hers high holiday home hours house human husband include included inside instock interested item items
        jacket jackets jeans jumper kids knife lady lamp large leather light limited location longer looked lost lower machine mail material materials measure mens men womens women woman
        message money month months mom dad mother father brother sister name narrow near nice number off offer offers online open opened opening opens order ordered ordering orders package
        paid pair pairs pants parcel pay paying payment payments person phone pick picked pickup picture pictures pink place pockets policy pool possible post postage present price priced prices pricing
        privacy problem product products promo provide purchase purple quality quantity question questions quick ready real recommend red refund refunds reply return returned returning
        returns running sale sales saturday sunday monday tuesday wednesday thursday friday weekend weekends week weeks scarf select sell selling sells sending sent service ship shipped shipping ships shirt shirts shoe shoes shop shopping short
        shorts show size sized sizes sizing sleeping small smaller socks sold someone son soft speak spend stock stocked stop store stores stove strong suggest suitable summer support sweater tall
        talk tent tents thick thin time times torch track tracking trousers try trying two three four five six ten upgrade vegan voucher walk wallet warm warmer warranty wash washable water waterproof
        wear wearing weather wedding weight wet white wide wife winter wish wondering wood wool world worth wrong year years yellow young address email e-mail staff agent
        """;
}
