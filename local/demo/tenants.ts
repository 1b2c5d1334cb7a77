import { jstDate, startOfJstDate } from "../../shared/time/model.ts";
import { addDays, monthStart } from "./calendar.ts";
import { account, agents, campaign, type DemoTenant, midMonthly, monthly } from "./tenant.ts";

export function demoTenants(now: Date): DemoTenant[] {
	const today = jstDate(now.getTime());
	return [acme(today), blue(today), green()];
}

function acme(today: string): DemoTenant {
	const campaigns = [
		campaign(
			"c01",
			"定期購入 継続のご案内",
			"contract=継続了承:30 considering=検討中:22 refused=お断り:16 cancel=解約希望:9 absent=不在:17 wrong=番号違い:2 complaint=ご意見・苦情:4",
			{
				callerId: "0312340001",
				products: ["青汁プレミアム30日分", "コラーゲン定期便", "黒酢もろみカプセル", "えごま油セット"],
				share: 30,
				groupIds: ["g01", "g02"],
			},
		),
		campaign(
			"c02",
			"休眠のお客様 ご優待キャンペーン",
			"contract=再開成約:12 considering=見込みあり:20 refused=お断り:34 absent=不在・家族応答:25 wrong=番号違い:6 complaint=発信停止希望:3",
			{
				callerId: "0312340002",
				products: ["ビタミンＣ美容液", "無添加だしパック", "復帰ご優待セット", "季節のお試し便"],
				share: 26,
				groupIds: ["g02", "g03"],
			},
		),
		campaign(
			"c03",
			"スマホ料金プランのご案内",
			"contract=成約:14 considering=見込みあり:24 refused=お断り:38 absent=不在:20 wrong=番号違い:3 complaint=クレーム:1",
			{
				callerId: "0312340003",
				products: ["ライトプラン", "５ＧＢプラン", "使い放題プラン", "ファミリー割"],
				share: 22,
				groupIds: ["g01"],
			},
		),
		campaign(
			"c04",
			"医療保険 資料請求フォロー",
			"contract=申込:10 considering=検討中:40 refused=お断り:26 absent=不在:22 wrong=番号違い:2",
			{
				callerId: "0312340004",
				products: ["医療保険「あんしん」", "入院日額５千円コース", "女性向け特約", "終身タイプ"],
				share: 18,
				groupIds: ["g03"],
			},
		),
		campaign("c05", "購入後 満足度アンケート", "answered=:62 absent=:26 refused=:9 complaint=:3", {
			callerId: "0312340005",
			products: ["お買い物アプリ", "定期便の一時休止", "ポイント交換"],
			share: 12,
			groupIds: ["g01", "g02", "g03"],
		}),
	];
	const everyCampaign = campaigns.map(({ campaignId }) => campaignId);
	return {
		tenantId: "acme",
		name: "アクメ通販株式会社",
		outboundOption: true,
		calls: 26_000,
		campaigns,
		batches: [
			...monthly(today, "c01", [-2, -1, 0, 1], ["l01", "l02"]),
			...midMonthly(today, "c02", 3, ["l03"]),
			...monthly(today, "c03", [-1, 0], ["l01", "l03"]),
			...monthly(today, "c04", [-2], ["l06"]),
			...monthly(today, "c04", [-1], ["l04"]),
			...midMonthly(today, "c05", 3, ["l05"]),
		],
		customerLists: [
			{ customerListId: "l01", name: "定期購入会員（東日本）" },
			{ customerListId: "l02", name: "定期購入会員（西日本）" },
			{ customerListId: "l03", name: "休眠顧客（最終購入２年以上）" },
			{ customerListId: "l04", name: "資料請求者 Web" },
			{ customerListId: "l05", name: "購入後アンケート対象" },
			{ customerListId: "l06", name: "資料請求者 はがき（旧）" },
		],
		// Deleted after the last batch that used it had ended.
		deletedList: {
			customerListId: "l06",
			deletedAt: startOfJstDate(addDays(monthStart(today, -1), 4)) + 10 * 3_600_000,
		},
		callingGroups: [
			{ callingGroupId: "g01", name: "東京第一" },
			{ callingGroupId: "g02", name: "東京第二" },
			{ callingGroupId: "g03", name: "札幌センター" },
		],
		agents: [
			...agents(0, ["g01", "g02", "g03"], 8).map((agent) =>
				agent.accountId === "ag01" ? { ...agent, name: "鈴木 一郎", email: "suzuki@example.com" } : agent,
			),
			{ ...account("ag25", "早瀬 涼", "agent", { active: false }), groupId: "g01", leftOn: addDays(today, -30) },
		],
		staff: [
			account("sv01", "田中 花子", "supervisor", {
				email: "tanaka@example.com",
				campaignIds: ["c01", "c02", "c03", "c05"],
			}),
			account("sv02", "山﨑 徹", "supervisor", { campaignIds: ["c03", "c04"] }),
			account("sv03", "東海林 望", "supervisor", { campaignIds: ["c05"] }),
			account("admin", "渡邉 和子", "admin", { email: "watanabe@example.com", campaignIds: everyCampaign }),
		],
	};
}

/** Deliberately uses the same ids as acme: tenants share nothing. */
function blue(today: string): DemoTenant {
	return {
		tenantId: "blue",
		name: "ブルー生活サービス株式会社",
		outboundOption: true,
		calls: 4_000,
		campaigns: [
			campaign(
				"c01",
				"電気・ガス まとめてプランのご案内",
				"contract=切替申込:15 considering=検討中:27 refused=お断り:36 absent=不在:18 wrong=番号違い:4",
				{
					callerId: "0612340001",
					products: ["電気ガスまとめ割", "オール電化プラン", "再エネ100%プラン"],
					share: 60,
					groupIds: ["g01", "g02"],
				},
			),
			campaign(
				"c02",
				"ウォーターサーバー 無料点検",
				"answered=点検予約:40 considering=再調整:22 refused=不要:12 absent=不在:26",
				{
					callerId: "0612340002",
					products: ["フィルター交換", "12Lボトル便", "浄水型サーバー"],
					share: 40,
					groupIds: ["g01"],
				},
			),
		],
		batches: [...midMonthly(today, "c01", 3, ["l01", "l02"]), ...monthly(today, "c02", [-2, -1, 0], ["l02"])],
		customerLists: [
			{ customerListId: "l01", name: "検針票アンケート回答者" },
			{ customerListId: "l02", name: "既存契約者" },
		],
		callingGroups: [
			{ callingGroupId: "g01", name: "大阪" },
			{ callingGroupId: "g02", name: "福岡" },
		],
		agents: agents(1, ["g01", "g02"], 4),
		staff: [account("sv01", "大西 恵", "supervisor", { campaignIds: ["c01"] }), account("admin", "吉村 剛", "admin")],
	};
}

function green(): DemoTenant {
	return {
		tenantId: "green",
		name: "グリーン商事株式会社",
		outboundOption: false,
		calls: 0,
		campaigns: [],
		batches: [],
		customerLists: [],
		callingGroups: [],
		agents: [],
		staff: [account("admin", "緑川 薫", "admin")],
	};
}
