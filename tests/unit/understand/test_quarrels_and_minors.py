"""What neighbours throw at each other, and what only sounds so; who under eighteen wants to help, and who does not."""

from __future__ import annotations

import pytest

from bot.understand.minors import minors
from bot.understand.quarrel import Quarrel, quarrels

INSULTS = """你有病吧！|你家孩子天天吵，有没有教养|不要脸的东西，滚出去|关你屁事|你骂谁呢|你才有病，你全家都有病
闭嘴吧你|你闭嘴|凭什么冤枉我，我没拿|你算什么东西|你们家太自私了|有本事你出来|你怎么骂人啊|妳有病吧
少在群里血口喷人|你什么意思？把话说清楚"""
ACCUSATIONS = """302就是小偷，偷了我快递|502室隐瞒行程，害了整栋楼|某些人自己阳了还到处跑|就是你们家传染给我们的
隔壁偷了我家的菜|楼上那家偷跑出去买菜，凭什么|对门那户人家瞒报，还到处跑|是不是你家偷了我的快递？|５０２就是小偷"""
NEITHER = """楼上太吵了，天天半夜装修，能不能管管|602半夜打麻将，吵得睡不着|物业不要脸，收了钱不干活
你们物业有没有教养|你有病历本吗|居委的人脑子有病吗，通知改来改去|你家有病人要去医院吗|我妈有病要配药
有人偷了我的快递，请查监控|请大家不要隐瞒行程|会不会被楼上传染给我们|怕楼上传染给我们|楼上漏水，我家天花板都湿了
502老人被骗了钱|3号楼的人不要到处跑，请配合|你有病吧哈哈哈|我家洗衣机滚筒坏了|502的快递在门口
你滚动一下屏幕就看见了|你是志愿者吗|你家有多余的药吗|垃圾没人收，臭死了，太缺德了|对门养的狗天天叫
水龙头坏了关不上，请物业来修|楼上高空抛物，砸坏我的车|隔壁夫妻天天吵架打孩子|团长是骗子，退钱|你什么时候来修
孩子闭嘴不肯吃药怎么办|这是什么东西？|大家别吵了，好好说|楼上小孩跑来跑去很吵|我是502的，快递被偷了
糖尿病神经病变吃什么药|你们辛苦了，谢谢|你要不要脸盆，我家多一个|楼下烧烤摊油烟太大|502 3人阴性
1501室偷电瓶的抓到了吗|你管得真好，感谢"""
VOLUNTEER = """我15岁想当志愿者|我儿子初二想报名|初中生可以帮忙吗|我今年高一，想报名志愿者
我女儿16岁，能不能来帮忙发菜？|我初三了，我来报名|想报名志愿者，我15岁可以吗|高中生能当志愿者吗
我家小孩五年级，也想帮大家搬东西|未成年可以报名吗|本人高二，可以参加值班|報名志願者，我是高中生
志愿者还招人吗？我弟弟初三想去|我十五岁，我想当志愿者"""
DO_NOT = """我想当志愿者|我45岁，想报名志愿者|我妈70岁，我想当志愿者，她有人照顾
我儿子初二，网课要打印，志愿者能帮忙吗|免费教初中生数学|想当志愿者，但我家孩子12岁没人带
我儿子大二，想报名志愿者|招募志愿者，未成年人请勿报名|我28岁可以值班|孩子5岁，我想当志愿者|118室想报名
15楼的菜还没发，志愿者能来帮忙吗|需要15个志愿者报名|高三要高考了，楼上能不能轻点|小学门口的垃圾谁来收
我五十五岁，想当志愿者"""


def each(texts: str) -> list[str]:
    return [text for line in texts.splitlines() for text in line.split("|")]


@pytest.mark.parametrize("text", each(INSULTS))
def test_an_insult(text: str) -> None:
    assert quarrels().find(text) is Quarrel.INSULT


@pytest.mark.parametrize("text", each(ACCUSATIONS))
def test_an_accusation(text: str) -> None:
    assert quarrels().find(text) is Quarrel.ACCUSATION


@pytest.mark.parametrize("text", each(NEITHER))
def test_neither(text: str) -> None:
    assert quarrels().find(text) is None


@pytest.mark.parametrize("text", each(VOLUNTEER))
def test_a_minor_who_wants_to_help(text: str) -> None:
    assert minors().volunteers(text)


@pytest.mark.parametrize("text", each(DO_NOT))
def test_no_minor_or_no_wish_to_help(text: str) -> None:
    assert not minors().volunteers(text)
