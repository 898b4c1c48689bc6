"""Sentences from which the demonstration's session records are made. Invented, one per session."""

WELLBEING = (
    "Nervous at first; sat forward once the tea was poured.",
    "Tired. Slept badly, and said so before I asked.",
    "Calmer than last time. Laughed once, about the dog.",
    "Flat today, and quiet. Asked for a shorter session, which we had.",
    "Brighter. Had managed the week without the row she was dreading.",
    "Anxious about the school meeting on Friday.",
    "Steady. Wanted to begin straight away.",
)
WORDS = (
    "I thought you were going to tell me what I did wrong.",
    "Nobody has asked me how I am since it came out.",
    "I keep the light on in the hall now. I don’t know if it is for them or for me.",
    "I had only been looking at one of them. I hadn’t seen that.",
    "So it is not all or nothing. That helps me breathe.",
    "I said it out loud to my sister, and she did not put the phone down.",
    "He asked me if I still like him. I said yes, before he had finished.",
    "We did the ten minutes. She chose the floor and the felt pens.",
    "I don’t want a plan that only I keep.",
    "I can be kind and still say no. I practised it in the car.",
    "It felt ordinary, for about an hour. I had forgotten what that was like.",
    "I know whom I would ring first. I would not have known in the spring.",
    "I am not the same person who opened the door to you.",
)
CHILD_LINES = (
    "Back at football; came home and talked about it without being asked.",
    "Sleeping in the small room now. Likes having a door of their own.",
    "Cross about the new rule for phones, and told us why.",
    "Quieter this week. Carer will have ten minutes alone with them.",
    "Asked when things will be normal. We spoke about what to answer.",
    "A good week at school; the teacher wrote home about it.",
    "Stayed at the grandparents’ and came back cheerful.",
    "Worried about being left out. Wants a turn at choosing the film.",
)
HOME = (
    "Ten unhurried minutes with each child.",
    "Write down the questions for the school meeting.",
    "Try two of the evening arrangements and note what happened.",
    "Tell each child who their safe adults are.",
    "Hold one short family meeting, with a snack.",
)
NEXT = (
    "Ask how the school meeting went.",
    "Bring the coping card in large print.",
    "Come back to what was not said about the summer.",
    "Ring on Tuesday morning before eleven.",
    "Look at the hour between school and tea together.",
)
WHY = (
    "Did it with pictures instead of the sheet, because reading is hard work today.",
    "Split it in two, with a break, because feelings were high.",
    "Used the interpreter’s suggestion of a proverb in place of the story.",
)
ENDED = (
    "They leave with a plan that they wrote themselves and a wider circle than they came with. "
    "The hardest session was the fourth, and it was where it turned."
)
STOPPED = (
    "The family asked to stop after moving in with relatives. We left the door open, told the "
    "network, and agreed who will ask how things are."
)
CARERS_END = "I did not want you in my house. Now I wish there were one more."
WHAT_NEXT = (
    "We will ring in three months and in six. Before then you can ring us, and the plan has the "
    "names of the people you chose."
)
TAKEN_BACK = "It is too much with the move. I may ring you again when we have a door of our own."

# How the invented people describe themselves, by first name; of the rest nobody asked.
GIRLS_AND_WOMEN = (
    "Ada Aisha Ana Anne Aoife Beata Beth Cadi Carol Denise Elin Ellie Eva Farah Freya Grace Gwen "
    "Hana Ilona Ines Inga Irina Jean Karen Kerry Kirsty Lili Linda Liv Maia Mair Marta Mary Mina "
    "Morag Ngozi Nia Non Poppy Rhian Rosa Ruby Rukhsana Saga Salma Shelley Sian Siobhan Skye "
    "Thandi Tina Una Vicky Zofia"
)
BOYS_AND_MEN = (
    "Adam Alfie Alun Arlo Ashton Bence Bilal Bram Brandon Callan Callum Chidi Cian Colin Davie "
    "Dean Dylan Emeka Erik Filip Finlay Gethin Hamish Huw Idris Ifan Imran Jay Jim Josh Kai Leo "
    "Kwame Magnus Marco Mark Misha Neil Nils Oscar Owain Patrick Peter Piotr Rhodri Ron Rory Samuel "
    "Stuart Tam Tariq Tiago Tomos Tyler Yusuf"
)


def gender_of(name: str) -> str:
    first = name.split(maxsplit=1)[0]
    if first in GIRLS_AND_WOMEN.split():
        return "female"
    return "male" if first in BOYS_AND_MEN.split() else ""
